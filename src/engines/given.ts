import { type Shape, sizeOf } from './tensor.ts';

/**
 * What an input of a graph is given.
 * @throws RangeError that names the input, unless it is given as many numbers as its shape holds
 */
export const givenFor = <T extends ArrayLike<unknown>>(name: string, numbers: T | undefined, shape: Shape): T => {
  if (numbers?.length !== sizeOf(shape))
    throw new RangeError(
      `input ${name}: expected ${sizeOf(shape)} numbers of shape [${shape.join(', ')}], found ${numbers?.length ?? 'none'}`,
    );
  return numbers;
};
