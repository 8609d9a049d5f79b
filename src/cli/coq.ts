import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Certificate, type CoqBackend, coqCertificate, coqTheorem } from '../certify/index.ts';
import type { FiniteMdp } from '../mdp/index.ts';
import { coqLibrary, libraryOptions } from './coq-library.ts';
import { COMPILE, coqc, coqVersion, type Ended } from './coqc.ts';
import { writeWhole } from './files.ts';

export interface CoqOptions {
  /** Numbers to compute with, in the order in which they are tried. */
  readonly backends: readonly CoqBackend[];
  /** Longest time for each, in seconds. */
  readonly maxTime: number;
  /** Where the file that Coq is given is kept. */
  readonly output?: string;
}

/** What the proof assistant says of a certificate. It proves or it does not: that its check is false refutes nothing. */
export interface CoqCheck {
  readonly verdict: 'holds' | 'inconclusive';
  /** The numbers that decided: the last that were tried. */
  readonly backend: CoqBackend;
  /** Wall time of Coq with these numbers. */
  readonly seconds: number;
  /** The version of Coq. */
  readonly version: string;
  /** What is proved if it holds, as the file states it. */
  readonly theorem: string;
  /** Why it is inconclusive. */
  readonly reason?: string;
  /** The folder of the compiled checkers, for `coqc -Q`. */
  readonly library: string;
}

/** What coqc says of `check model certificate = true` when it is not. */
const CHECK_IS_FALSE = /"true = true" while it is expected to have type "check model certificate = true"/;

/**
 * Has coqc check the certificate, over each kind of numbers until one passes.
 * @throws {@link UsageError} if there is no coqc, or the checkers do not compile.
 */
export const checkWithCoq = async (
  mdp: FiniteMdp,
  certificate: Certificate,
  { backends, maxTime, output }: CoqOptions,
): Promise<CoqCheck> => {
  const version = await coqVersion();
  const library = await coqLibrary(version);
  const folder = mkdtempSync(join(tmpdir(), 'soft-bellman-coq-'));
  const run = async (backend: CoqBackend): Promise<CoqCheck> => {
    const text = (): Iterable<string> => coqCertificate(mdp, certificate, backend);
    if (output !== undefined) writeWhole(output, text());
    writeWhole(join(folder, 'certificate.v'), text());
    const begin = performance.now();
    const ended = await coqc([...COMPILE, ...libraryOptions(library), 'certificate.v'], folder, maxTime);
    const seconds = (performance.now() - begin) / 1000;
    const told = { backend, seconds, version, theorem: coqTheorem(backend), library };
    if (ended.kind === 'accepted') return { verdict: 'holds', ...told };
    return { verdict: 'inconclusive', ...told, reason: reasonOf(ended) };
  };
  try {
    let last: CoqCheck | undefined;
    for (const backend of backends) {
      last = await run(backend);
      if (last.reason !== IS_FALSE) break;
    }
    return last!;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const IS_FALSE = 'its check is false';

const reasonOf = (ended: Exclude<Ended, { kind: 'accepted' }>): string => {
  if (ended.kind === 'stopped') return ended.reason;
  return CHECK_IS_FALSE.test(ended.message) ? IS_FALSE : `coqc fails: ${ended.message}`;
};
