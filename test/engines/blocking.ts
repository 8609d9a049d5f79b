import { blocking as blockingEngine } from '../../src/conformance/subjects/blocking.ts';
import type { Engine } from '../../src/engines/engine.ts';
import { engineOf } from '../../src/engines/select.ts';
import type { Evaluate } from '../../src/sac/learner.ts';

const names: readonly Engine['name'][] = ['compiled', 'eager'];

/** Every engine, and whether it is installed. */
export const engines: readonly { readonly name: Engine['name']; readonly isThere: boolean }[] = await Promise.all(
  names.map(async name => ({
    name,
    isThere: await engineOf(name, 1).then(
      () => true,
      () => false,
    ),
  })),
);

/** An engine in single precision, at once. */
export const blocking = (name: Engine['name']): Promise<Evaluate> =>
  blockingEngine(name, new URL('../../dist/src/conformance/subjects/engine-thread.js', import.meta.url));
