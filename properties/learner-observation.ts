/** What a learner answers: checked for finiteness, and that lists keep their lengths. Numbers are compared as they are, without tolerance. */
import type { Experiment, Lesson } from './experiments.ts';
import { finite, listed } from './observation.ts';
import type { LearnerConfiguration, LearnerParameters, Offering } from './subject.ts';

type Learning = Offering<'learnerInit' | 'learnerUpdate'>;

/** A learner that a law holds in its hands. */
export interface Held {
  readonly handle: number;
  readonly parameters: LearnerParameters;
}

const numbers = (operation: string, list: readonly number[], like: readonly number[]): readonly number[] =>
  listed(operation, list, like.length).map(x => finite(operation, x));

const tables = (
  operation: string,
  rows: readonly (readonly number[])[],
  like: readonly (readonly number[])[],
): readonly (readonly number[])[] =>
  listed(operation, rows, like.length).map((row, i) => numbers(operation, row, like[i]));

/** `like` has as many numbers. */
const checked = (operation: string, given: LearnerParameters, like: LearnerParameters): LearnerParameters => ({
  actor: numbers(operation, given.actor, like.actor),
  critics: tables(operation, given.critics, like.critics),
  targets: tables(operation, given.targets, like.critics),
  temperature: finite(operation, given.temperature),
});

/** A learner that has seen nothing. */
export const started = (
  subject: Offering<'learnerInit' | 'learnerParameters'>,
  configuration: LearnerConfiguration,
): Held => held(subject, subject.learnerInit(configuration));

/** The learner of this handle as it is. */
export const held = (subject: Offering<'learnerParameters'>, handle: number): Held => {
  const parameters = subject.learnerParameters(handle);
  return { handle, parameters: checked('learnerParameters', parameters, parameters) };
};

/** The learner after one update. */
export const taught = (subject: Offering<'learnerUpdate'>, { handle, parameters }: Held, lesson: Lesson): Held => {
  const next = subject.learnerUpdate(handle, lesson.batch, lesson.noise);
  return { handle, parameters: checked('learnerUpdate', next, parameters) };
};

/** The parameters of a new learner after all updates of an experiment. */
export const learned = (
  subject: Learning & Offering<'learnerParameters'>,
  { configuration, lessons }: Experiment,
): LearnerParameters =>
  lessons.reduce((learner, lesson) => taught(subject, learner, lesson), started(subject, configuration)).parameters;

/** One list of all numbers of some groups. */
type Numbers = readonly number[];

const differing = (a: Numbers, b: Numbers): number =>
  listed('learnerUpdate', b, a.length).findIndex((x, i) => x !== a[i]);

/** Fails unless both are the same, number by number. */
export const same = (a: Numbers, b: Numbers, statement: string): void => {
  const i = differing(a, b);
  if (i >= 0) throw new Error(`${statement} fails: parameter ${i} is ${b[i]} and ${a[i]}`);
};

export const isSame = (a: Numbers, b: Numbers): boolean => differing(a, b) < 0;

/** Fails if both are the same, number by number. */
export const different = (a: Numbers, b: Numbers, statement: string): void => {
  if (isSame(a, b)) throw new Error(`${statement} fails: all ${a.length} parameters are the same`);
};

export const everything = ({ actor, critics, targets, temperature }: LearnerParameters): Numbers => [
  ...actor,
  ...critics.flat(),
  ...targets.flat(),
  temperature,
];
