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

/**
 * $y = r + \gamma (1 - d)(q - \alpha l)$ with $M \ge |r| + \gamma (|q| + \alpha |l|)$, $k$ times over: reading the five numbers costs $3uM$, the
 * products, the difference and the sum $uM$ each. A power of the discount in place of $k$ products costs no more.
 */
export const targetRounding = (u: number, steps: number, magnitude: number): number =>
  FREEDOM * u * 8 * steps * magnitude;

/** The mean of $n$ numbers of magnitude $M$ that carry $k$ roundings each. */
export const meanRounding = (u: number, count: number, roundings: number, magnitude: number): number =>
  FREEDOM * u * (count + roundings) * magnitude;

/**
 * The mean of $(x - y)^2$: reading and subtracting perturbs $e = x - y$ by $\delta = 3u(|x| + |y|)$ and its square by $2|e|\delta + \delta^2$;
 * square, sum, quotient and constant add $(n + 4) u e^2$.
 */
export const squaredErrorRounding = (u: number, count: number, x: number, y: number): number => {
  const e = Math.abs(x - y);
  const delta = 3 * u * (Math.abs(x) + Math.abs(y));
  return FREEDOM * (2 * e * delta + FREEDOM * delta * delta + (count + 4) * u * e * e);
};

/** One coordinate of a squashed Gaussian draw $a = c \tanh u$, $u = \mu + \sigma \varepsilon$. */
export interface Coordinate {
  readonly mean: number;
  readonly logDeviation: number;
  readonly noise: number;
  readonly scale: number;
}

/** $u = \mu + e^l \varepsilon$: reading $l$ and the exponential cost $u(|l| + 2)$ relative, what else is read, multiplied and added four $u$. */
const gaussianRounding = (u: number, { mean, logDeviation, noise }: Coordinate): number =>
  FREEDOM * u * (2 * Math.abs(mean) + (Math.abs(logDeviation) + 6) * exp(logDeviation) * Math.abs(noise));

/** $c \tanh u$: the tangent is 1-Lipschitz, and costs $2u$; reading $c$ and the product two more. */
export const drawRounding = (u: number, at: Coordinate): number =>
  Math.max(at.scale, 1) * (gaussianRounding(u, at) + FREEDOM * 4 * u);

/**
 * $\sum_k 2 \log \cosh u_k - \log c_k - l_k - z_k^2/2 - \log \sqrt{2 \pi}$. An error $\delta$ of $u_k$ moves the first term by $2 \delta$, and $z_k$ by
 * $\delta/\sigma$ where it is recovered from $u_k$. Forming $1 - \tanh^2 u$ costs $6u$, which the logarithm multiplies by $\cosh^2 u$: what is
 * lost by cancellation. Every term is read, formed and added with $3 d + 6$ roundings.
 */
export const logDensityRounding = (
  u: number,
  coordinates: readonly Coordinate[],
  formed: 'anyhow' | 'stably',
): number => {
  const roundings = 3 * coordinates.length + 6;
  return coordinates.reduce((error, at) => {
    const { logDeviation, noise, scale } = at;
    const deviation = exp(logDeviation);
    const reach = reachOf(at);
    const delta = gaussianRounding(u, at);
    const size = 2 * reach + Math.abs(log(scale)) + Math.abs(logDeviation) + noise * noise + 3;
    const z = delta / deviation;
    const cancelled = formed === 'anyhow' ? FREEDOM * 6 * u * exp(2 * reach) : 0;
    return error + 2 * delta + (Math.abs(noise) + z) * z + cancelled + FREEDOM * roundings * u * size;
  }, 0);
};

/**
 * $g = 2 \alpha \tanh u - (b - w c \tanh u) c (1 - \tanh^2 u)$, of magnitude $G$ at most: twelve roundings of that, an error of $u$ times the slope of
 * $g$, at most $3G$, and what cancels in $1 - \tanh^2 u$ where the first term is formed as a quotient by it.
 */
export const slopeRounding = (u: number, at: Coordinate, magnitude: number): number =>
  magnitude * (3 * gaussianRounding(u, at) + FREEDOM * u * (12 + 6 * exp(2 * reachOf(at))));

/**
 * Who differentiates $\log \mathcal{N}(x; \mu, \sigma)$ at $x = \mu + \sigma \varepsilon$ through $x$ and through the parameters, as automatic
 * differentiation does, adds what cancels, with $z = (x - \mu)/\sigma$, no further than $\delta/\sigma$ from $\varepsilon$ for an error $\delta$ of $x$:
 * $-z/\sigma + z/\sigma$ in the derivative by $\mu$, five roundings of each; $z^2 - \varepsilon z$ in that by $\log \sigma$, five of each and $|z| \delta/\sigma$.
 */
export const scoreRounding = (u: number, at: Coordinate): { readonly mean: number; readonly logDeviation: number } => {
  const deviation = exp(at.logDeviation);
  const error = gaussianRounding(u, at) / deviation;
  const z = Math.abs(at.noise) + error;
  return { mean: (FREEDOM * 10 * u * z) / deviation, logDeviation: FREEDOM * 10 * u * z * z + z * error };
};

const reachOf = ({ mean, logDeviation, noise }: Coordinate): number => Math.abs(mean + exp(logDeviation) * noise);

/** $\alpha = e^l$ for $l = \log \alpha$: reading, logarithm and exponential cost $4u$, and an error of $2u |l|$ in $l$ as much of $\alpha$. */
export const temperatureRounding = (u: number, temperature: number): number =>
  FREEDOM * u * (4 + 2 * Math.abs(log(temperature))) * temperature;
