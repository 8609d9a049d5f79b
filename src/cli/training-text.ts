/** What `train` says of a training. */
import type { Engine } from '../engines/engine.ts';
import { shortNumber } from '../picture/curve.ts';
import { curveText } from '../picture/curve-text.ts';
import type { Training } from '../sac/training.ts';
import { filesIn } from './training-folder.ts';
import { clock, lastOf } from './training-line.ts';
import type { Setting, TrainingChoices } from './training-options.ts';

const line = (label: string, text: string): string => `${label.padEnd(11)}${text}`;

/** Before the first step. */
export const opening = (
  { environment, preset, seed }: TrainingChoices,
  { actions, algorithm, summary }: Setting,
  engine: Engine,
  run: Training,
  folder: string,
): string => {
  const each = actions.kind === 'box' ? `actions of ${algorithm.actionSize}` : `one of ${actions.count} actions`;
  return [
    `${environment}: observations of ${algorithm.observationSize} numbers, ${each}`,
    line('preset', `${preset}: ${summary}`),
    line('engine', `${engine.name}: ${engine.description}`),
    line('seed', String(seed)),
    ...(run.steps() > 0 ? [line('goes on', `${folder} is at step ${run.steps()}`)] : []),
    '',
  ].join('\n');
};

/** After Ctrl-C. */
export const goingOn = (run: Training, goal: number, folder: string): string =>
  `interrupted after ${run.steps()} of ${goal} steps, which ${folder} holds; to go on:\n  soft-bellman train --resume --out ${folder}`;

/** After the last step. */
export const closing = (run: Training, seconds: number, folder: string): string => {
  const episodes = run.episodes();
  const { mean, count } = lastOf(episodes);
  const curve = curveText({ title: '', episodes }, process.stdout.columns ?? 80);
  return [
    ...(curve ? ['mean return of ten episodes', curve, ''] : []),
    line(
      'return',
      count > 0
        ? `${shortNumber(mean)}, mean of the last ${count} of ${episodes.length} episodes`
        : 'no episode has ended',
    ),
    line('took', `${run.steps()} steps, ${run.updates()} updates, ${clock(seconds)}`),
    ...filesIn(folder).map((path, i) => line(i === 0 ? 'files' : '', path)),
    line('next', `soft-bellman evaluate ${folder}`),
    line('', `soft-bellman export ${folder} --out policy.onnx`),
  ].join('\n');
};

/** After either, for machines. */
export const report = (run: Training, goal: number, seconds: number, folder: string): object => {
  const { mean, count } = lastOf(run.episodes());
  return {
    status: run.steps() < goal ? 'interrupted' : 'finished',
    steps: run.steps(),
    updates: run.updates(),
    episodes: run.episodes().length,
    meanReturn: count > 0 ? mean : null,
    seconds,
    folder,
  };
};
