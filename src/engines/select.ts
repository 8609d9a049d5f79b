import { eagerEngine } from './eager/index.ts';
import type { Engine } from './engine.ts';
import { EngineError } from './engine-error.ts';
import { compiledEngine } from './onnx/index.ts';

export type EngineChoice = 'auto' | Engine['name'];

/** Whatever is there, from the fastest to the slowest. */
const fastest = async (threads: number): Promise<Engine> => {
  const complaints: string[] = [];
  for (const load of [() => compiledEngine(threads), () => eagerEngine()])
    try {
      return await load();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      complaints.push(error.message);
    }
  throw new EngineError(complaints.join('; '));
};

/**
 * The engine of a name, or the fastest that is there. `threads` are those of the compiled one.
 * @throws {@link EngineError} where it is not there.
 */
export const engineOf = async (choice: EngineChoice, threads: number): Promise<Engine> => {
  switch (choice) {
    case 'compiled':
      return compiledEngine(threads);
    case 'eager':
      return eagerEngine();
    case 'auto':
      return fastest(threads);
  }
};
