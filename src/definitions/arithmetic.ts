/** The numbers a formula is read over: doubles, enclosures, tensors or expressions (`src/interpretations`). */
export interface Arithmetic<N> {
  /** Exactly this double. */
  constant(value: number): N;
  readonly pi: N;
  neg(a: N): N;
  add(a: N, b: N): N;
  sub(a: N, b: N): N;
  mul(a: N, b: N): N;
  /** The quotient, with $0/0 = 0$ and $-c/0 = -\infty$: the limit of a gap over a temperature that falls to 0. */
  div(a: N, b: N): N;
  min(a: N, b: N): N;
  exp(a: N): N;
  log(a: N): N;
  /** $\log \cosh a$, without overflow or cancellation: $\log(1 - \tanh^2 a) = -2 \log \cosh a$. */
  logCosh(a: N): N;
  /** The same value; no gradient passes. */
  detach(a: N): N;
}

/** What can be averaged over: successors of a state-action pair, a replay minibatch, one reparametrised sample. */
export interface Expectation<N, X> {
  expectation(f: (x: X) => N): N;
}

/** A policy at one state. An outcome of probability 0 adds nothing to an expectation: $0 \log 0 = 0$. */
export interface Distribution<N, X> extends Expectation<N, X> {
  logProb(x: X): N;
}

/** The actions of a state, or the coordinates of an action. */
export interface FiniteSet<N, X> {
  sum(f: (x: X) => N): N;
  /** $\alpha \log \sum_x \exp(f(x)/\alpha)$, by the shift that never overflows; at $\alpha = 0$ its limit $\max_x f(x)$. */
  logSumExp(f: (x: X) => N, temperature: N): N;
  /** Probabilities proportional to $\exp(\log p(x))$; the normalisation absorbs rounding, and ties at $\alpha = 0$. */
  distribution(logProb: (x: X) => N): Distribution<N, X>;
}
