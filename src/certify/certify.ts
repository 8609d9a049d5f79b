import {
  backupRounding,
  type DiscountedMdp,
  discounted,
  optimalBackup,
  type Residual,
  softmaxPolicy,
} from '../kernels/index.ts';
import { type FiniteMdp, largestRowDeviation, modelHash } from '../mdp/index.ts';
import { magnitudeOf } from '../numerics/index.ts';
import { type Solved, type Status, shiftable, solve, stalled } from '../solve/index.ts';
import type { Certificate } from './certificate.ts';
import { type Check, check } from './checker.ts';

export interface CertifyOptions {
  /** $0 \le \gamma < 1$. */
  readonly discount: number;
  /** $\alpha \ge 0$ in units of reward per nat. */
  readonly temperature: number;
  /** Wanted width of the enclosure, in units of reward. */
  readonly tolerance: number;
  readonly maxSweeps?: number;
  readonly onSweep?: (sweeps: number, width: number) => void;
}

/** A checked certificate and how it was found. */
export interface Certified {
  readonly certificate: Certificate;
  /** What the checker says of it. */
  readonly check: Check;
  readonly status: Status;
  readonly method: Solved['method'];
  readonly sweeps: number;
  /** $\max_s (U - L)$. */
  readonly width: number;
}

/** How often the room left for rounding is doubled before the certificate is returned as the checker leaves it. */
const WIDENINGS = 24;

/** Relative error of exp in the coarsest arithmetic that a certificate is to pass: intervals of 53 bits in Coq are off by about $10^{-13}$. */
const COARSEST_EXP = 2 ** -42;

/** One state in so many tells cheaply whether the room suffices, before all states are checked. */
const PROBE = 64;

/**
 * Solves the model and encloses $V^*$, $V^\pi$ and the loss of the policy together. $L$ and $U$ are the solution shifted down and up
 * by its residual over $1 - \gamma$ (law `residual-bounds`) with room for rounding, widened until the checker is satisfied.
 * The status is `converged` only if the checked width is within the tolerance.
 */
export const certify = (mdp: FiniteMdp, options: CertifyOptions): Certified => {
  const { discount, temperature, tolerance } = options;
  const model = discounted(mdp, discount);
  const solved = solve(model, temperature, { ...options, tolerance: tolerance / 4 });
  const logPolicy = softmaxPolicy(model, temperature, solved.values);
  const meaning = {
    numbers: 'doubles',
    rows: 'weights over their sum',
    largestRowDeviation: Math.abs(largestRowDeviation(mdp)?.deviation ?? 0),
  } as const;
  const identity = { model: modelHash(mdp), meaning, discount, temperature, logPolicy };

  const residual = optimalBackup(model, temperature, solved.values, new Float64Array(model.stateCount));
  const magnitude = magnitudeOf(solved.values);
  let room = firstRoom(options, backupRounding(model, temperature, magnitude));
  for (let widenings = 0; ; widenings++, room *= 2) {
    const certificate: Certificate = { ...identity, ...shifted(model, solved.values, residual, room) };
    const last = widenings === WIDENINGS;
    if (!last && check(mdp, certificate, { part: 1, of: PROBE }).verdict !== 'holds') continue;
    const verdict = check(mdp, certificate);
    if (!last && verdict.verdict !== 'holds') continue;
    const status = verdict.width <= tolerance ? solved.status : worse(solved.status, verdict.width, magnitude);
    const { method, sweeps } = solved;
    return { certificate, check: verdict, status, method, sweeps, width: verdict.width };
  }
};

/**
 * Room $\rho$ in units of reward for arithmetic coarser than the checker's: at $T^* U \le U - \rho$ the sum
 * $\sum_a \exp((Q_U - U)/\alpha)$ is at most $e^{-\rho/\alpha}$, so an exp off by $\varepsilon$ needs $\rho \ge \varepsilon\alpha$; likewise below. Its other
 * operations need a few times the `rounding` of a backup that is shared. It costs $2\rho/(1 - \gamma)$ of width, so no room
 * is left beyond 1/8 of the tolerance: with the solver's 1/4 the width stays within it. The steps are those of the widening, which
 * therefore passes all rooms from 1/8 of `rounding` on.
 */
const firstRoom = ({ discount, temperature, tolerance }: CertifyOptions, rounding: number): number => {
  const wanted = Math.min((tolerance * (1 - discount)) / 32, COARSEST_EXP * temperature + rounding);
  let room = rounding / 8;
  while (room < wanted) room *= 2;
  return room;
};

const worse = (status: Status, width: number, magnitude: number): Status =>
  status.kind === 'converged' ? stalled(width, magnitude) : status;

/** $V + (m - \rho)/(1 - \gamma)$ and $V + (M + \rho)/(1 - \gamma)$ at the states that act, 0 at terminal ones. */
const shifted = (
  mdp: DiscountedMdp,
  V: Float64Array,
  residual: Residual,
  room: number,
): Pick<Certificate, 'lower' | 'upper'> => {
  const { least, greatest } = shiftable(mdp, { least: residual.least - room, greatest: residual.greatest + room });
  const down = least / (1 - mdp.discount);
  const up = greatest / (1 - mdp.discount);
  const acts = (s: number): boolean => mdp.pairOffsets[s] < mdp.pairOffsets[s + 1];
  return {
    lower: V.map((v, s) => (acts(s) ? v + down : 0)),
    upper: V.map((v, s) => (acts(s) ? v + up : 0)),
  };
};
