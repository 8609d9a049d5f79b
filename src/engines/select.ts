import type { Engine } from './engine.ts';
import { EngineError } from './engine-error.ts';
import { compiledEngine } from './onnx/index.ts';

export type EngineChoice = 'auto' | Engine['name'];

/**
 * The engine of a name, or the fastest that is there.
 * @throws {@link EngineError} where it is not.
 */
export const engineOf = async (choice: EngineChoice, threads: number): Promise<Engine> => {
  if (choice === 'eager') throw new EngineError('the eager engine is not there');
  return compiledEngine(threads);
};
