import { shortNumber } from '../picture/curve.ts';
import type { Episode, Losses } from '../sac/training.ts';

type Episodes = readonly Pick<Episode, 'return'>[];

/** How far a training is, and what it has taken. */
export interface TrainingNews {
  readonly steps: number;
  readonly stepsInAll: number;
  /** Steps in these `seconds`: fewer than `steps` where training was resumed. */
  readonly stepsNow: number;
  readonly seconds: number;
  readonly episodes: Episodes;
  /** NaN before the first update. */
  readonly losses: Losses;
}

const RECENT = 10;

/** `step 4200 of 20000, return -312.4 (last 10), 212 steps/s, 1:15 left, loss critics 0.53 actor 71 temperature 0.084`. */
export const trainingLine = ({ steps, stepsInAll, stepsNow, seconds, episodes, losses }: TrainingNews): string => {
  const { mean, count } = lastOf(episodes);
  const rate = stepsNow / seconds;
  const known = Object.entries(losses).filter(([, loss]) => !Number.isNaN(loss));
  return [
    `step ${steps} of ${stepsInAll}`,
    ...(count > 0 ? [`return ${shortNumber(mean)} (last ${count})`] : []),
    ...(rate > 0 && rate < Infinity
      ? [`${rate.toFixed(rate < 10 ? 1 : 0)} steps/s`, `${clock((stepsInAll - steps) / rate)} left`]
      : []),
    ...(known.length > 0
      ? [`loss ${known.map(([name, loss]) => `${name} ${Number(loss.toPrecision(2))}`).join(' ')}`]
      : []),
  ].join(', ');
};

/** The mean of the last ten returns, and how many these are. */
export const lastOf = (episodes: Episodes): { readonly mean: number; readonly count: number } => {
  const recent = episodes.slice(-RECENT);
  return { mean: recent.reduce((sum, episode) => sum + episode.return, 0) / recent.length, count: recent.length };
};

/** Hours only where there are some: `1:15`, `2:00:09`. */
export const clock = (seconds: number): string => {
  const whole = Math.ceil(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (x: number): string => String(x).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
};
