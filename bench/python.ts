import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** Where bench/peers/setup.sh has installed the peers, or another Python that has them. */
export const PYTHON: string = process.env.BENCH_PYTHON ?? 'out/bench-venv/bin/python';

export const isPythonThere = (): boolean => existsSync(PYTHON);

/** What peers are started with: nothing that makes their linear algebra pretend to another processor. */
export const pythonEnvironment = (): NodeJS.ProcessEnv => {
  const { OPENBLAS_CORETYPE: _type, OPENBLAS_L2_SIZE: _size, ...env } = process.env;
  return env;
};

/** A peer that is kept alive: a line of JSON is asked, a line of JSON is the answer. */
export interface Peer {
  /** Its first line. */
  readonly versions: string;
  ask(request: object): Promise<Readonly<Record<string, number>>>;
  end(): void;
}

export const peer = async (...command: readonly string[]): Promise<Peer> => {
  const child = spawn(PYTHON, command, { env: pythonEnvironment(), stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${command.join(' ')} has ended`);
    return JSON.parse(value);
  };
  const { versions } = await next();
  return {
    versions,
    ask: request => {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return next();
    },
    end: () => child.stdin.end(),
  };
};
