/** Replay memories that keep something else than what happened. */
import {
  type ReplayOperations,
  type ReportedStep,
  type StoredTransition,
  type Subject,
  storedIsAllThatHappened,
  storedIsWhatHappened,
} from '../../properties/index.ts';
import { memory } from '../../src/conformance/subjects/memory.ts';
import type { Mutant } from './catalogue.ts';

/** What the mutants are made from. */
export const correctMemory: Subject & ReplayOperations = { name: 'memory', unitRoundoff: 2 ** -53, ...memory };

/** The correct transitions, each changed. */
const changed = (
  change: (row: StoredTransition, step: ReportedStep, all: readonly ReportedStep[]) => StoredTransition,
) => keeping((rows, steps) => rows.map((row, i) => change(row, steps[i], steps)));

/** The correct transitions, some left out or added; `steps` are those that the memory has room for. */
const keeping = (
  change: (rows: readonly StoredTransition[], steps: readonly ReportedStep[]) => readonly StoredTransition[],
): Subject => ({
  ...correctMemory,
  storedTransitions: (steps, capacity) => change(memory.storedTransitions(steps, capacity), steps.slice(-capacity)),
});

export const memoryMutants: readonly Mutant[] = [
  {
    name: 'the first observation of the next episode as the successor',
    formula: "s' = what the environment returned",
    like: ['vwxyzjn/cleanrl#460'],
    killedBy: storedIsWhatHappened,
    subject: changed((row, { nextObservation }) => ({ ...row, nextObservation })),
  },
  {
    name: 'the reset observation where only time ran out',
    formula: "s' = what the environment returned, where truncated",
    killedBy: storedIsWhatHappened,
    subject: changed((row, { terminated, truncated, nextObservation }) =>
      truncated && !terminated ? { ...row, nextObservation } : row,
    ),
  },
  {
    name: 'the next stored observation as the successor',
    formula: "s' = s of the row after, also where that is the oldest one",
    like: ['DLR-RM/stable-baselines3#934'],
    killedBy: storedIsWhatHappened,
    subject: keeping(rows =>
      rows.map((row, i) =>
        row.terminated ? row : { ...row, nextObservation: rows[(i + 1) % rows.length].observation },
      ),
    ),
  },
  {
    name: 'time limits stored as ends',
    formula: 'terminated = terminated or truncated',
    killedBy: storedIsWhatHappened,
    subject: changed((row, { terminated, truncated }) => ({ ...row, terminated: terminated || truncated })),
  },
  {
    name: 'ends not stored',
    formula: 'terminated = false',
    killedBy: storedIsWhatHappened,
    subject: changed(row => ({ ...row, terminated: false })),
  },
  {
    name: 'the reset stored as a step',
    formula: 'a row from the final observation to the first of the next episode',
    like: ['Denys88/rl_games#356', 'Fisher-Wang/fishrl#7'],
    killedBy: storedIsWhatHappened,
    subject: keeping((rows, steps) => [
      ...rows.slice(1),
      ...steps
        .filter(({ finalObservation }) => finalObservation.length > 0)
        .slice(0, 1)
        .map(({ finalObservation, action, nextObservation }) => ({
          observation: finalObservation,
          action,
          reward: 0,
          nextObservation,
          terminated: false,
        })),
    ]),
  },
  {
    name: 'rewards one step late',
    formula: 'the reward of the step before',
    killedBy: storedIsWhatHappened,
    subject: keeping((rows, steps) => rows.map((row, i) => ({ ...row, reward: steps[Math.max(i - 1, 0)].reward }))),
  },
  {
    name: 'every step stored twice',
    formula: 'the memory is filled before and after the reset',
    killedBy: storedIsWhatHappened,
    subject: keeping(rows => [...rows, ...rows.slice(0, 1)]),
  },
  {
    name: 'a memory that grows',
    formula: 'capacity ignored',
    killedBy: storedIsWhatHappened,
    subject: { ...correctMemory, storedTransitions: steps => memory.storedTransitions(steps, steps.length) },
  },
  {
    name: 'the last step of an episode lost',
    formula: 'rows where the episode terminated are not stored',
    killedBy: storedIsAllThatHappened,
    subject: keeping(rows => rows.filter(({ terminated }) => !terminated)),
  },
  {
    name: 'the first step of an episode lost',
    formula: 'a step is not stored after a reset',
    killedBy: storedIsAllThatHappened,
    subject: keeping((rows, steps) => rows.filter((_, i) => i === 0 || steps[i - 1].finalObservation.length === 0)),
  },
];
