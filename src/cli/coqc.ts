import { execFile } from 'node:child_process';
import { UsageError } from './command.ts';

/** What the proofs are compiled with, and where to get it. */
const INSTALL =
  'apt-get install coq libcoq-mathcomp-ssreflect libcoq-mathcomp-algebra libcoq-coquelicot libcoq-interval libcoq-flocq libcoq-bignums';
export const HOW_TO_GET_COQ: string = `Coq 8.16 with mathcomp, Coquelicot and coq-interval (Debian: ${INSTALL})`;

/** How a run of coqc ended: `failed` for whatever coqc says, `stopped` when something ended it before it could say. */
export type Ended =
  | { readonly kind: 'accepted'; readonly stdout: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'stopped'; readonly reason: string };

/** Most bytes that are read of what coqc prints. */
const MAX_OUTPUT = 1 << 20;

/** Runs coqc in a folder, for at most so many seconds. Ctrl-C ends it and is reported as an end like any other. */
export const coqc = (args: readonly string[], cwd: string, seconds: number): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const interruption = new AbortController();
    const interrupt = (): void => interruption.abort();
    for (const signal of SIGNALS) process.once(signal, interrupt);
    const limits = { timeout: 1000 * seconds, killSignal: 'SIGKILL', maxBuffer: MAX_OUTPUT } as const;
    execFile('coqc', args, { cwd, signal: interruption.signal, ...limits }, (error, stdout, stderr) => {
      for (const signal of SIGNALS) process.removeListener(signal, interrupt);
      const stopped = (reason: string): void => resolve({ kind: 'stopped', reason });
      if (error === null) resolve({ kind: 'accepted', stdout });
      else if (interruption.signal.aborted) stopped('interrupted');
      else if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') stopped(`coqc prints more than ${MAX_OUTPUT} bytes`);
      else if (error.killed) stopped(`coqc is not done after ${seconds} s`);
      else if (error.signal) stopped(`coqc was ended by ${error.signal} (out of memory?): ${errorOf(stderr)}`);
      else if (typeof error.code === 'number') resolve({ kind: 'failed', message: errorOf(stderr) });
      else if (error.code === 'ENOENT') reject(new UsageError(`--coq needs ${HOW_TO_GET_COQ}: no coqc on the PATH`));
      else reject(new UsageError(`--coq: coqc cannot be started (${error.code})`));
    });
  });

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What follows `Error:`, or else the last line, where a crash tells itself; printable, on one line. */
const errorOf = (stderr: string): string => {
  const told = /^Error:(.*)/ms.exec(stderr)?.[1] ?? stderr.trimEnd().split('\n').at(-1)!;
  return (
    told
      .replace(/[^!-~]+/g, ' ')
      .trim()
      .slice(0, MAX_MESSAGE) || 'it says nothing'
  );
};

const MAX_MESSAGE = 300;

/** Options of every file: nobody's settings, nothing on the side, no warnings. */
export const COMPILE: readonly string[] = ['-q', '-noglob', '-w', 'none'];

/** The version of coqc, as it prints it. */
export const coqVersion = async (): Promise<string> => {
  const asked = await coqc(['-print-version'], '.', 60);
  const version = asked.kind === 'accepted' ? /^\d[\w.+~-]*/.exec(asked.stdout)?.[0] : undefined;
  if (version === undefined) throw new UsageError('--coq: `coqc -print-version` does not print a version');
  return version;
};
