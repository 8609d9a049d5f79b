import type { Comparison } from '../../properties/approximation.ts';
import { type Hypotheses, hypothesesOf, inOrder } from './hypotheses.ts';
import type { Call } from './remote.ts';

/** How near some cases came to refuting a law. */
export interface Margin {
  /** The largest share of a tolerance that a comparison took, from 0 to 1. */
  readonly used: number;
  /** The least $b - a$ of the comparisons $a \le b$, in the units of what was compared; negative within the tolerance. */
  readonly slack?: number;
}

/** What a verdict rests on. */
export interface Evidence {
  /** Cases judged. */
  readonly cases: number;
  /** Cases drawn and set aside, because they decide nothing or the implementation skipped them. */
  readonly discarded: number;
  /** In how many of the cases judged each class of hypotheses occurred; a class that cannot occur is not named. */
  readonly hypotheses: Hypotheses;
  /** None where nothing was compared within a tolerance. */
  readonly margin?: Margin;
}

export const nothing: Evidence = { cases: 0, discarded: 0, hypotheses: {} };

export const oneDiscarded: Evidence = { ...nothing, discarded: 1 };

/** The evidence of one case that was judged: what was asked in it, and what was compared. */
export const oneCase = (calls: readonly Call[], comparisons: readonly Comparison[]): Evidence => {
  const slacks = comparisons.filter(({ relation }) => relation === '<=').map(({ gap }) => -gap);
  const slack = Math.min(...slacks);
  const used = Math.max(0, ...comparisons.map(({ gap, allowance }) => (gap <= 0 ? 0 : gap / allowance)));
  return {
    cases: 1,
    discarded: 0,
    hypotheses: hypothesesOf(calls),
    ...(comparisons.length > 0 && { margin: { used, ...(Number.isFinite(slack) && { slack }) } }),
  };
};

/** The evidence of both; the order makes no difference. */
export const sum = (a: Evidence, b: Evidence): Evidence => {
  const margin = nearer(a.margin, b.margin);
  const count = (name: string): number => (a.hypotheses[name] ?? 0) + (b.hypotheses[name] ?? 0);
  return {
    cases: a.cases + b.cases,
    discarded: a.discarded + b.discarded,
    hypotheses: inOrder({ ...a.hypotheses, ...b.hypotheses }, count),
    ...(margin && { margin }),
  };
};

const nearer = (a: Margin | undefined, b: Margin | undefined): Margin | undefined => {
  if (!(a && b)) return a ?? b;
  const slack = Math.min(a.slack ?? Number.POSITIVE_INFINITY, b.slack ?? Number.POSITIVE_INFINITY);
  return { used: Math.max(a.used, b.used), ...(Number.isFinite(slack) && { slack }) };
};
