import type { Arithmetic, Distribution, Expectation, FiniteSet } from '../definitions/index.ts';

/** An arithmetic whose numbers can be listed and summed. */
export interface FiniteArithmetic<N> extends Arithmetic<N> {
  /** $\alpha \log \sum_i \exp(q_i/\alpha)$ of a non-empty list, $\max_i q_i$ at $\alpha = 0$. */
  logSumExp(values: readonly N[], temperature: N): N;
  /** Probability times value, with $0 \cdot \infty = 0$: what cannot happen adds nothing. */
  weigh(probability: N, value: N): N;
}

const total = <N>(R: Arithmetic<N>, terms: readonly N[]): N => terms.reduce(R.add, R.constant(0));

const range = (size: number): readonly number[] => Array.from({ length: size }, (_, i) => i);

/** The law on $0 \dots n - 1$ with probabilities proportional to the weights, which are doubles and not all 0. */
export const weighted = <N>(R: FiniteArithmetic<N>, weights: ArrayLike<number>): Expectation<N, number> => {
  const p = Array.from(weights, R.constant);
  const mass = total(R, p);
  return {
    expectation: f =>
      R.div(
        total(
          R,
          p.map((w, i) => R.weigh(w, f(i))),
        ),
        mass,
      ),
  };
};

/** The distribution on $0 \dots n - 1$ with probabilities proportional to $\exp(l_i)$, not all $-\infty$. */
export const categorical = <N>(R: FiniteArithmetic<N>, logWeights: readonly N[]): Distribution<N, number> => {
  const logMass = R.logSumExp(logWeights, R.constant(1));
  const logProbs = logWeights.map(l => R.sub(l, logMass));
  const probs = logProbs.map(R.exp);
  return {
    logProb: i => logProbs[i],
    expectation: f =>
      total(
        R,
        probs.map((p, i) => R.weigh(p, f(i))),
      ),
  };
};

/** The set $0 \dots n - 1$. */
export const indices = <N>(R: FiniteArithmetic<N>, size: number): FiniteSet<N, number> => ({
  sum: f => total(R, range(size).map(f)),
  logSumExp: (f, temperature) => R.logSumExp(range(size).map(f), temperature),
  distribution: logProb => categorical(R, range(size).map(logProb)),
});
