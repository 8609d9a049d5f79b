/** What environments report, step by step. No two observations are alike, so that every step is known by its own. */
import fc from 'fast-check';
import { eighths } from './arbitraries.ts';
import { listOf, record, tableOf } from './batches.ts';
import type { ReportedStep } from './subject.ts';

/** What an environment reported, and what the memory can hold. */
export interface Recording {
  readonly steps: readonly ReportedStep[];
  readonly capacity: number;
}

const ending = fc.constantFrom('no', 'no', 'terminated', 'truncated', 'both');

const stepsOf = (count: number): fc.Arbitrary<readonly ReportedStep[]> =>
  fc
    .tuple(
      fc.integer({ min: 1, max: 2 }).chain(size => tableOf(count, size, eighths(-1, 1))),
      listOf(count, eighths(-4, 4)),
      listOf(count, ending),
      fc.boolean(),
      fc.shuffledSubarray(
        Array.from({ length: 2 * count + 1 }, (_, k) => k),
        { minLength: 2 * count + 1 },
      ),
    )
    .map(([actions, rewards, ends, wide, names]) => {
      const observation = (name: number): readonly number[] => (wide ? [name / 4, -name] : [name / 4]);
      return actions.map((action, i) => {
        const ended = ends[i] !== 'no';
        return {
          observation: observation(names[2 * i]),
          action,
          reward: rewards[i],
          terminated: ends[i] === 'terminated' || ends[i] === 'both',
          truncated: ends[i] === 'truncated' || ends[i] === 'both',
          nextObservation: observation(names[2 * i + 2]),
          finalObservation: ended ? observation(names[2 * i + 1]) : [],
        };
      });
    });

/** Up to twelve steps; the memory has room for more than those, or for fewer. */
export const recording: fc.Arbitrary<Recording> = fc
  .integer({ min: 2, max: 12 })
  .chain(count => record<Recording>({ steps: stepsOf(count), capacity: fc.integer({ min: 1, max: 2 * count }) }));

/** The observation that a step led to, in its own episode. */
export const successorOf = ({
  terminated,
  truncated,
  finalObservation,
  nextObservation,
}: ReportedStep): readonly number[] => (terminated || truncated ? finalObservation : nextObservation);
