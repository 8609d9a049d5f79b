/**
 * A certificate $(\pi, L, U)$ for one model: $L \le V^\pi \le V^* \le U$ at every state, so that $V^*$ is enclosed and the policy
 * loses at most $\max_s (U - L)$. Nothing is assumed about how it was found; the checker decides.
 */
export interface Certificate {
  /** {@link modelHash} of the model it speaks of. */
  readonly model: string;
  readonly meaning: Meaning;
  /** $0 \le \gamma < 1$. */
  readonly discount: number;
  /** $\alpha \ge 0$. */
  readonly temperature: number;
  /** $L$, one per state. */
  readonly lower: Float64Array;
  /** $U$, one per state. */
  readonly upper: Float64Array;
  /** $\log \pi$ up to a constant per state, one per pair: the policy is proportional to its exponential. */
  readonly logPolicy: Float64Array;
}

/** What the numbers of the model file denote. */
export interface Meaning {
  /** The file's numbers are the doubles nearest to its text. */
  readonly numbers: 'doubles';
  /** The probabilities are the file's weights divided, exactly, by their sum over each pair. */
  readonly rows: 'weights over their sum';
  /** $\max |{\sum} - 1|$ over the pairs' sums. */
  readonly largestRowDeviation: number;
}

/** What every certificate rests on, as ids of `spec/theorems`. */
export const THEOREMS = ['lower-certificate', 'upper-certificate', 'sub-super-solution'] as const;

/** How it is checked. */
export const ARITHMETIC = 'binary64 rounded outward; exp within the bound stated in numerics' as const;
