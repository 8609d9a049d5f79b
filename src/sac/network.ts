/** Fully connected networks with `relu`, of which all parameters stand in one list. */
import { tensors as R } from '../engines/arithmetic.ts';
import { product, type Shape, sizeOf, spread, type Tensor, unary } from '../engines/tensor.ts';

/** What goes in side by side, the units of each hidden layer, and what comes out side by side. */
export interface Network {
  readonly inputs: readonly number[];
  readonly hidden: readonly number[];
  readonly outputs: readonly number[];
}

/** A layer: one table of weights for each of its inputs, then a row of biases. */
const layerShapes = (inputs: readonly number[], units: number): readonly Shape[] => [
  ...inputs.map(size => [size, units]),
  [1, units],
];

/** The layers of a network: hidden ones, and one for each output. */
const layers = ({ inputs, hidden, outputs }: Network): readonly (readonly Shape[])[] => {
  const before = [inputs, ...hidden.map(units => [units])];
  return [
    ...hidden.map((units, k) => layerShapes(before[k], units)),
    ...outputs.map(size => layerShapes(before[hidden.length], size)),
  ];
};

/** The shapes of all parameters, in their order. */
export const parameterShapes = (network: Network): readonly Shape[] => layers(network).flat();

/** First parameters: uniform up to $1/\sqrt{n}$ on both sides of 0 for a layer that sums $n$ inputs; `draw` gives numbers in $[-1/2, 1/2)$. */
export const firstParameters = (network: Network, draw: () => number): readonly number[] =>
  layers(network).flatMap(shapes => {
    const fan = shapes.slice(0, -1).reduce((sum, [size]) => sum + size, 0);
    return shapes.flatMap(shape => Array.from({ length: sizeOf(shape) }, () => (2 * draw()) / Math.sqrt(fan)));
  });

/** $b + \sum_k x_k W_k$ for a row of each $x_k$ a sample. */
const affine = (x: readonly Tensor[], parameters: readonly Tensor[]): Tensor => {
  const biases = parameters[x.length];
  const [size] = x[0].shape;
  return x.reduce(
    (sum, input, k) => R.add(product(input, parameters[k]), sum),
    spread(biases, [size, biases.shape[1]]),
  );
};

/** The outputs of a network, one row a sample each. */
export const outputsOf = (
  network: Network,
  parameters: readonly Tensor[],
  inputs: readonly Tensor[],
): readonly Tensor[] => {
  let taken = 0;
  const layer = (x: readonly Tensor[]): Tensor => {
    const from = taken;
    taken += x.length + 1;
    return affine(x, parameters.slice(from, taken));
  };
  const last = network.hidden.reduce<readonly Tensor[]>(x => [unary('relu', layer(x))], inputs);
  return network.outputs.map(() => layer(last));
};
