/** Numbers that are learned, and what their optimiser remembers of them. */
export interface Learned {
  readonly values: readonly number[];
  readonly firstMoments: readonly number[];
  readonly secondMoments: readonly number[];
  readonly steps: number;
}

export const untrained = (values: readonly number[]): Learned => ({
  values,
  firstMoments: values.map(() => 0),
  secondMoments: values.map(() => 0),
  steps: 0,
});

/** One step down a gradient. */
export type Optimiser = (learned: Learned, gradient: readonly number[], rate: number) => Learned;

/** $\theta \leftarrow \theta - \eta g$. */
export const descent: Optimiser = (learned, gradient, rate) => ({
  ...learned,
  values: learned.values.map((x, i) => x - rate * gradient[i]),
});

const [FIRST_DECAY, SECOND_DECAY, FLOOR] = [0.9, 0.999, 1e-8];

/** $1 - \beta^k$. */
const debiasing = (decay: number, steps: number): number => {
  let power = 1;
  for (let k = 0; k < steps; k++) power *= decay;
  return 1 - power;
};

/** Kingma and Ba 2015 (arXiv 1412.6980), algorithm 1: $\theta \leftarrow \theta - \eta \hat m/(\sqrt{\hat v} + \varepsilon)$. */
export const adam: Optimiser = (learned, gradient, rate) => {
  const steps = learned.steps + 1;
  const firstMoments = learned.firstMoments.map((m, i) => FIRST_DECAY * m + (1 - FIRST_DECAY) * gradient[i]);
  const secondMoments = learned.secondMoments.map(
    (v, i) => SECOND_DECAY * v + (1 - SECOND_DECAY) * gradient[i] * gradient[i],
  );
  const [first, second] = [debiasing(FIRST_DECAY, steps), debiasing(SECOND_DECAY, steps)];
  const values = learned.values.map(
    (x, i) => x - (rate * (firstMoments[i] / first)) / (Math.sqrt(secondMoments[i] / second) + FLOOR),
  );
  return { values, firstMoments, secondMoments, steps };
};
