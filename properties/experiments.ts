/**
 * What learners are tried on: a configuration and a few updates of it. Every batch has several samples, all of which are different,
 * a terminated one, and one that is truncated alone. Claims that something matters look after a second update: the first step of an
 * optimiser may know nothing but the sign of a gradient.
 */
import fc from 'fast-check';
import { averagingRate, discount, eighths } from './arbitraries.ts';
import { listOf, record, tableOf } from './batches.ts';
import type { LearnerConfiguration, ReplayBatch, UpdateNoise } from './subject.ts';

/** What one update is given. */
export interface Lesson {
  readonly batch: ReplayBatch;
  readonly noise: UpdateNoise;
}

/** A learner and what it is given, update by update. */
export interface Experiment {
  readonly configuration: LearnerConfiguration;
  readonly lessons: readonly Lesson[];
}

const learningRate: fc.Arbitrary<number> = fc.constantFrom(1 / 64, 1 / 256);

const configuration: fc.Arbitrary<LearnerConfiguration> = record<LearnerConfiguration>({
  observationSize: fc.integer({ min: 1, max: 3 }),
  actionSize: fc.integer({ min: 1, max: 2 }),
  seed: fc.nat(2 ** 31 - 1),
  tau: averagingRate,
  actorRate: learningRate,
  criticRate: learningRate,
  temperatureRate: learningRate,
  temperature: fc.constantFrom(1 / 2, 1 / 4, 3 / 4, 2),
  targetEntropy: eighths(-3, 0),
  discount,
});

/** Row 0 goes on, row 1 terminates, row 2 is truncated; what else there is ends in any way. */
const endings = (size: number): fc.Arbitrary<Pick<ReplayBatch, 'terminated' | 'truncated'>> =>
  fc.tuple(listOf(size - 3, fc.boolean()), listOf(size - 3, fc.boolean())).map(([terminated, truncated]) => ({
    terminated: [false, true, false, ...terminated],
    truncated: [false, false, true, ...truncated],
  }));

const lesson = ({ observationSize, actionSize }: LearnerConfiguration): fc.Arbitrary<Lesson> =>
  fc.integer({ min: 3, max: 4 }).chain(n => {
    const noise = tableOf(n, actionSize, eighths(-2, 2));
    const observations = tableOf(n, observationSize, eighths(-2, 2));
    const action = fc.integer({ min: -7, max: 7 }).map(k => k / 8);
    return fc
      .tuple(
        record<Omit<ReplayBatch, 'terminated' | 'truncated'>>({
          observations,
          actions: tableOf(n, actionSize, action),
          rewards: listOf(n, eighths(-4, 4)),
          nextObservations: observations,
        }),
        endings(n),
        record<UpdateNoise>({ action: noise, next: noise }),
      )
      .map(([batch, ends, drawn]) => ({ batch: { ...batch, ...ends }, noise: drawn }));
  });

/** A learner with so many lessons; `change` what a law has to fix. */
export const experiment = (lessons: number, change: Partial<LearnerConfiguration> = {}): fc.Arbitrary<Experiment> =>
  configuration.chain(drawn => {
    const changed = { ...drawn, ...change };
    return listOf(lessons, lesson(changed)).map(given => ({ configuration: changed, lessons: given }));
  });

/** The first lesson changed, the others as they are. */
export const firstChanged = (
  lessons: readonly Lesson[],
  change: (lesson: Lesson) => { readonly batch?: Partial<ReplayBatch>; readonly noise?: Partial<UpdateNoise> },
): readonly Lesson[] => lessons.map((lesson, k) => (k === 0 ? changed(lesson, change) : lesson));

/** Every lesson changed. */
export const allChanged = (
  lessons: readonly Lesson[],
  change: (lesson: Lesson) => { readonly batch?: Partial<ReplayBatch>; readonly noise?: Partial<UpdateNoise> },
): readonly Lesson[] => lessons.map(lesson => changed(lesson, change));

const changed = (
  lesson: Lesson,
  change: (lesson: Lesson) => { readonly batch?: Partial<ReplayBatch>; readonly noise?: Partial<UpdateNoise> },
): Lesson => {
  const { batch, noise } = change(lesson);
  return { batch: { ...lesson.batch, ...batch }, noise: { ...lesson.noise, ...noise } };
};

/** Rows $i$ of a table moved by 1 in every entry, where `isMoved(i)`. */
export const moved = (
  table: readonly (readonly number[])[],
  isMoved: (row: number) => boolean = () => true,
): readonly (readonly number[])[] => table.map((row, i) => (isMoved(i) ? row.map(x => x + 1) : row));
