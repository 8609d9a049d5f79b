import type { Losses } from '../sac/training.ts';

/** How far a training is, and what it has taken. */
export interface TrainingNews {
  readonly steps: number;
  readonly stepsInAll: number;
  /** Steps in these `seconds`: fewer than `steps` where training was resumed. */
  readonly stepsNow: number;
  readonly seconds: number;
  /** Of the episodes that ended last. */
  readonly returns: readonly number[];
  /** Of the last update; NaN before the first. */
  readonly losses: Losses;
}

const RECENT = 10;

/** `step 4200 of 20000, return -312.4 (last 10), 212 steps/s, 1:15 left, loss critics 0.53 actor 71 temperature 0.084`. */
export const trainingLine = ({ steps, stepsInAll, stepsNow, seconds, returns, losses }: TrainingNews): string => {
  const { mean, count } = lastOf(returns);
  const rate = stepsNow / seconds;
  const known = Object.entries(losses).filter(([, loss]) => !Number.isNaN(loss));
  return [
    `step ${steps} of ${stepsInAll}`,
    ...(count > 0 ? [`return ${mean.toFixed(1)} (last ${count})`] : []),
    ...(rate > 0 && rate < Infinity
      ? [`${rate.toFixed(rate < 10 ? 1 : 0)} steps/s`, `${clock((stepsInAll - steps) / rate)} left`]
      : []),
    ...(known.length > 0
      ? [`loss ${known.map(([name, loss]) => `${name} ${Number(loss.toPrecision(2))}`).join(' ')}`]
      : []),
  ].join(', ');
};

/** The mean of the last ten, and how many these are. */
export const lastOf = (returns: readonly number[]): { readonly mean: number; readonly count: number } => {
  const recent = returns.slice(-RECENT);
  return { mean: recent.reduce((sum, x) => sum + x, 0) / recent.length, count: recent.length };
};

/** Hours only where there are some: `1:15`, `2:00:09`. */
export const clock = (seconds: number): string => {
  const whole = Math.ceil(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (x: number): string => String(x).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
};
