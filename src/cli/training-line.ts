/** How far a training is, and what it has taken. */
export interface TrainingNews {
  readonly steps: number;
  readonly stepsInAll: number;
  /** Steps in these `seconds`: fewer than `steps` where training was resumed. */
  readonly stepsNow: number;
  readonly seconds: number;
  /** Of all episodes that have ended. */
  readonly returns: readonly number[];
}

const RECENT = 10;

/** `step 4200 of 20000, return -312.4 (last 10), 212 steps/s, 1:15 left`. */
export const trainingLine = ({ steps, stepsInAll, stepsNow, seconds, returns }: TrainingNews): string => {
  const recent = returns.slice(-RECENT);
  const mean = recent.reduce((sum, x) => sum + x, 0) / recent.length;
  const rate = stepsNow / seconds;
  return [
    `step ${steps} of ${stepsInAll}`,
    ...(recent.length > 0 ? [`return ${mean.toFixed(1)} (last ${recent.length})`] : []),
    ...(rate > 0 && rate < Infinity
      ? [`${rate.toFixed(rate < 10 ? 1 : 0)} steps/s`, `${clock((stepsInAll - steps) / rate)} left`]
      : []),
  ].join(', ');
};

/** Hours only where there are some: `1:15`, `2:00:09`. */
const clock = (seconds: number): string => {
  const whole = Math.ceil(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (x: number): string => String(x).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
};
