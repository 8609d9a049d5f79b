/** Expectations as an agent takes them: one drawn sample, and the mean over a batch. */
import type { Distribution, Expectation } from '../definitions/index.ts';
import { type FiniteArithmetic, weighted } from './finite.ts';

/** The one outcome that was seen. */
export const seen = <N, X>(outcome: X): Expectation<N, X> => ({ expectation: f => f(outcome) });

/** A policy by the one action that it drew. */
export const drawn = <N, X>(action: X, logProb: N): Distribution<N, X> => ({ ...seen(action), logProb: () => logProb });

/** All samples of a batch alike. */
export const replay = <N>(R: FiniteArithmetic<N>, size: number): Expectation<N, number> =>
  weighted(R, new Array<number>(size).fill(1));
