/** TensorFlow.js, where it is installed, on the fastest backend that it has. */
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import util from 'node:util';
import type * as tfjs from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.ts';
import { type Kernels, kernelsOf } from './kernels.ts';

export type Tfjs = typeof tfjs;

/** A tensor of TensorFlow.js: numbers that were computed. */
export type Value = tfjs.Tensor;

/** TensorFlow's own library, WebAssembly, or plain JavaScript. */
export type Backend = 'native' | 'wasm' | 'javascript';

export interface Runtime {
  readonly tf: Tfjs;
  readonly backend: Backend;
  readonly kernels: Kernels;
  /** `@tensorflow/tfjs-node 4.22.0, native`. */
  readonly version: string;
}

/** A folder with a `node_modules` of its own that has `@tensorflow/tfjs-node`, as scripts/build-tfjs-node.mjs makes it. */
const FOLDER = 'SOFT_BELLMAN_TFJS_NODE';

const NATIVE = '@tensorflow/tfjs-node';
const CORE = '@tensorflow/tfjs-core';
const WASM = '@tensorflow/tfjs-backend-wasm';
const JAVASCRIPT = '@tensorflow/tfjs-backend-cpu';

/** Derivatives of all operations are registered by this package alone. */
const DERIVATIVES = '@tensorflow/tfjs-layers';

const packagesOf: Readonly<Record<Backend, readonly string[]>> = {
  native: [NATIVE],
  wasm: [CORE, DERIVATIVES, WASM],
  javascript: [CORE, DERIVATIVES, JAVASCRIPT],
};

/** TensorFlow.js's own names. */
const NAMES: Readonly<Record<Backend, string>> = { native: 'tensorflow', wasm: 'wasm', javascript: 'cpu' };

const named = <T>(loaded: { readonly default?: T } & T): T => loaded.default ?? loaded;

const native = async (): Promise<{ readonly tf: Tfjs; readonly version: string }> => {
  // tfjs-node 4.22 calls a function that Node 23 has removed and one that Node 22 warns of; the library writes notices to stderr.
  Object.assign(util, {
    isNullOrUndefined: (x: unknown): boolean => x === null || x === undefined,
    isArray: Array.isArray,
  });
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  const folder = process.env[FOLDER];
  const tf = folder ? createRequire(join(resolve(folder), 'package.json'))(NATIVE) : named(await import(NATIVE));
  return { tf, version: `${NATIVE} ${tf.version['tfjs-node']}, native` };
};

const portable = async (backend: 'wasm' | 'javascript'): Promise<{ readonly tf: Tfjs; readonly version: string }> => {
  const tf = named<Tfjs>(await import(CORE));
  if (tf.findBackendFactory(NAMES[backend]) === null)
    for (const name of packagesOf[backend].slice(1)) await import(name);
  return {
    tf,
    version: backend === 'wasm' ? `${WASM} ${tf.version_core}` : `${CORE} ${tf.version_core}, plain JavaScript`,
  };
};

const install = (packages: readonly string[]): string => `npm install ${packages.join(' ')}`;

/**
 * @throws {@link EngineError} where its packages are not installed or cannot be loaded.
 */
const loaded = async (backend: Backend): Promise<Runtime> => {
  try {
    const { tf, version } = await (backend === 'native' ? native() : portable(backend));
    // It also says that another backend would be faster, and checks what a graph has checked before.
    tf.enableProdMode();
    if (!(await tf.setBackend(NAMES[backend]))) throw new Error(`no backend ${NAMES[backend]}`);
    return { tf, backend, kernels: kernelsOf(tf, backend), version };
  } catch (cause) {
    const folder = process.env[FOLDER];
    const packages = packagesOf[backend];
    const [what, help] =
      backend === 'native' && folder
        ? [`${NATIVE} in ${FOLDER}=${folder}`, `node scripts/build-tfjs-node.mjs ${folder}`]
        : [packages.join(', '), install(packages)];
    throw new EngineError(`the eager engine on ${backend} needs ${what}, which cannot be loaded: ${help}`, { cause });
  }
};

/** The backend of a name, or the fastest that is there. Where {@link FOLDER} is set, it is that one or none. */
export const eagerRuntime = async (backend?: Backend): Promise<Runtime> => {
  if (backend !== undefined) return loaded(backend);
  if (process.env[FOLDER]) return loaded('native');
  for (const backend of ['native', 'wasm', 'javascript'] as const) {
    const runtime = await loaded(backend).catch(() => undefined);
    if (runtime) return runtime;
  }
  throw new EngineError(
    `the eager engine needs ${NATIVE} or ${WASM}, and neither can be loaded: ${install(packagesOf.wasm)}`,
  );
};

/** From now on operations run on this backend. Its name is known, so this takes effect at once. */
export const select = ({ tf, backend }: Runtime): void => {
  if (tf.getBackend() !== NAMES[backend]) void tf.setBackend(NAMES[backend]);
};
