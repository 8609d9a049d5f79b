/**
 * How far rounding can move what an operation returns, to first order in the subject's unit roundoff $u$. Notation: $M$ bounds the
 * magnitude of the action values, $n$ is the number of actions, $\alpha$ the temperature; sums of $n$ terms carry $n\,u$ of their
 * terms' magnitude, exp and log $2u$ relative.
 */
import { exp, log, UNIT_ROUNDOFF } from '../src/numerics/index.ts';

/**
 * A formula may be evaluated in another order than the one counted below, and its library functions may be good to one or two
 * units in the last place instead of a half: four times the count covers what a careful author could write.
 */
const FREEDOM = 4;

/**
 * $y = \alpha \log \sum_a e^{q_a/\alpha}$. Dividing first perturbs each $q_a$ by $u|q_a|$, and $y$, 1-Lipschitz, by $uM$; the last sum
 * or product adds $u|y| \le u(M + \alpha \log n)$; in between, exponentials, their sum and the logarithm cost
 * $\alpha u (n + 4 \log n + 2)$, since the gaps $(m - q_a)/\alpha$ enter weighted by $\pi_a$ and $\sum_a \pi_a (m - q_a)/\alpha \le \log n$.
 */
export const logSumExpRounding = (u: number, magnitude: number, actions: number, temperature: number): number =>
  FREEDOM * u * (2 * magnitude + temperature * (actions + 5 * log(actions) + 2));

/**
 * $\log \pi_a = (q_a - y)/\alpha$: perturbing $q$ by $uM$ moves it by $2uM/\alpha$, the error of $y$ above over $\alpha$ is added, and the
 * difference and the quotient cost $2u |\log \pi_a| \le 2u(2M/\alpha + \log n)$. No bound at $\alpha = 0$, where ties are broken.
 */
export const softmaxRounding = (u: number, magnitude: number, actions: number, temperature: number): number =>
  greedyRounding(u, magnitude, actions, temperature) / temperature;

/** $\alpha$ times {@link softmaxRounding}, which is good at $\alpha = 0$ too: what the rounded policy can lose against $y$. */
export const greedyRounding = (u: number, magnitude: number, actions: number, temperature: number): number =>
  FREEDOM * u * (8 * magnitude + temperature * (actions + 7 * log(actions) + 2));

/**
 * $\sum_a p_a x_a$ with $x_a = q_a - \alpha \log p_a$ and $p = e^l$. The terms have magnitude $p_a (M + \alpha |l_a|)$ and carry
 * $(n + 6 + |l_a|) u$: sum, product, difference, exponential, and the rounding of a renormalised $l_a$. Log-probabilities whose
 * exponentials sum to $1 + \delta$ denote $p/(1 + \delta)$; who does not renormalise is off by $\delta(\sum_a p_a |x_a| + \alpha)$.
 */
export const stateValueRounding = (
  u: number,
  logPolicy: readonly number[],
  magnitude: number,
  temperature: number,
): number => {
  let mass = 0;
  let size = 0;
  let weighted = 0;
  for (const l of logPolicy) {
    const p = exp(l);
    if (p === 0) continue;
    const term = p * (magnitude + temperature * Math.abs(l));
    mass += p;
    size += term;
    weighted += term * (logPolicy.length + 6 + Math.abs(l));
  }
  const defect = Math.abs(mass - 1) + logPolicy.length * UNIT_ROUNDOFF;
  return FREEDOM * u * weighted + defect * (size + temperature);
};

/**
 * $Q = r + \gamma \sum_{s'} P V$ of a pair with $k$ transitions and $M \ge |r| + \gamma |V|$: two means over the transitions, with weights
 * divided by their sum, cost $(2k + 2) u$ of their magnitude; discount and reward two more.
 */
export const rowRounding = (u: number, transitions: number, magnitude: number): number =>
  FREEDOM * u * (2 * transitions + 4) * magnitude;

/**
 * $\tau x + (1 - \tau) y$ with $M \ge |x|, |y|$: reading the three numbers costs $3uM$ at most, $1 - \tau$, the products and the
 * sum $uM$ each.
 */
export const averageRounding = (u: number, magnitude: number): number => FREEDOM * u * 6 * magnitude;
