import { cosine, type Random, random, sine } from '../numerics/index.ts';
import { type Box, checkAction, checkSaved, type Environment } from './environment.ts';

/** A rod of mass 1 kg and length 1 m on a hinge. */
export interface PendulumState {
  /** Radians from upright, not wrapped. */
  readonly angle: number;
  /** Radians a second. */
  readonly speed: number;
}

const ID = 'Pendulum-v1';
const GRAVITY = 10;
const TIME_STEP = 0.05;
const GREATEST_SPEED = 8;
const GREATEST_TORQUE = 2;

/** The angle plus a multiple of $2\pi$, in $[-\pi, \pi]$. */
export const wrapped = (angle: number): number => {
  const rest = (angle + Math.PI) % (2 * Math.PI);
  return (rest < 0 ? rest + 2 * Math.PI : rest) - Math.PI;
};

/**
 * One twentieth of a second of the pendulum under a torque $u$ in newton metres, clipped to $[-2, 2]$:
 * $\dot\theta' = \dot\theta + (\frac{3g}{2l} \sin\theta + \frac{3}{ml^2} u)\,\delta$, clipped to $[-8, 8]$, and $\theta' = \theta + \dot\theta' \delta$. The reward,
 * $-(\theta^2 + 0.1 \dot\theta^2 + 0.001 u^2)$ for the wrapped $\theta$, is for the state before.
 *
 * Doubles, but torques are single precision, and so are $3u$ and $0.001 u^2$, as in Gymnasium.
 */
export const pendulumStep = (
  { angle, speed }: PendulumState,
  torque: number,
): PendulumState & { readonly reward: number } => {
  const u = Math.fround(clipped(torque, GREATEST_TORQUE));
  const offUpright = wrapped(angle);
  const effort = Math.fround(Math.fround(0.001) * Math.fround(u * u));
  const reward = -(offUpright * offUpright + 0.1 * (speed * speed) + effort);
  const acceleration = ((3 * GRAVITY) / 2) * sine(angle) + Math.fround(3 * u);
  const next = clipped(speed + acceleration * TIME_STEP, GREATEST_SPEED);
  return { angle: angle + next * TIME_STEP, speed: next, reward };
};

const clipped = (x: number, bound: number): number => Math.min(Math.max(x, -bound), bound);

/** Pendulum-v1 without its time limit: it neither terminates nor truncates. Observations are $(\cos\theta, \sin\theta, \dot\theta)$. */
export const pendulum = (): Environment => {
  let source: Random = random(0);
  let state: PendulumState = { angle: 0, speed: 0 };
  const observation = (): Float32Array => Float32Array.of(cosine(state.angle), sine(state.angle), state.speed);
  const between = (bound: number): number => -bound + 2 * bound * source.uniform();

  return {
    id: ID,
    observationSpace: symmetricBox(1, 1, GREATEST_SPEED),
    actionSpace: symmetricBox(GREATEST_TORQUE),
    reset: seed => {
      if (seed !== undefined) source = random(seed);
      state = { angle: between(Math.PI), speed: between(1) };
      return observation();
    },
    step: action => {
      checkAction(ID, action, 1);
      const { reward, ...next } = pendulumStep(state, action[0]);
      state = next;
      return { observation: observation(), reward, terminated: false, truncated: false };
    },
    save: () => Float64Array.of(state.angle, state.speed, ...source.words),
    restore: saved => {
      checkSaved(ID, saved, 6);
      state = { angle: saved[0], speed: saved[1] };
      source.words.set(saved.subarray(2));
    },
  };
};

const symmetricBox = (...bounds: readonly number[]): Box => ({
  kind: 'box',
  low: bounds.map(bound => -bound),
  high: bounds,
});
