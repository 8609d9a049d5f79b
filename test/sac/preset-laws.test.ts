/** Which laws of learners each preset obeys. */
import { expect, test } from 'vitest';
import { isApplicable, type LearnerConfiguration, laws, type Subject } from '../../properties/index.ts';
import { type Learning, learnerSubject, twinCriticsLearning } from '../../src/conformance/subjects/neural.ts';
import type { Shape } from '../../src/engines/tensor.ts';
import { type Actions, continuousActions, squashing } from '../../src/sac/actions.ts';
import { type Preset, presets } from '../../src/sac/presets.ts';
import { type StateValuesState, stateValues } from '../../src/sac/state-values.ts';
import { twinCritics, twinCriticsConventions } from '../../src/sac/twin-critics.ts';
import { seed } from '../laws/seed.ts';
import { judge } from '../mutants/verdict.ts';

const actionsOf = (
  { squashing }: Preset,
  { observationSize, actionSize }: LearnerConfiguration,
  hidden: readonly number[],
): Actions<never> => {
  const range = { low: new Array(actionSize).fill(-2), high: new Array(actionSize).fill(3) };
  return continuousActions(observationSize, actionSize, hidden, squashing, range) as never;
};

/** Where state values are learned, they are what targets follow, and so the laws' critics. */
const subjectOf = (preset: Preset): Subject =>
  preset.variant === 'twin critics'
    ? learnerSubject((configuration, hidden) =>
        twinCriticsLearning(
          twinCritics(actionsOf(preset, configuration, hidden), configuration, preset.conventions),
          configuration,
        ),
      )
    : learnerSubject(
        (configuration, hidden): Learning<StateValuesState<Shape>> => ({
          algorithm: stateValues(
            actionsOf(preset, configuration, hidden),
            { ...configuration, valueRate: configuration.criticRate },
            preset.conventions,
          ),
          parameters: state => ({
            actor: Array.from(state.actor.values),
            critics: [Array.from(state.values.values)],
            targets: [Array.from(state.target)],
            temperature: configuration.temperature,
          }),
        }),
      );

/** A temperature that is not learned does not move. */
const FIXED = ['frozen-groups-stay', 'temperature-feedback'];

/** State values look ahead by what they were, and not by an action at $s'$. */
const STATE_VALUES = [...FIXED, 'critics-look-ahead'];

/** In its first update neither policy nor temperature learns. */
const DELAYED = ['policy-learns-from-states', 'temperature-feedback'];

const exceptions: Readonly<Record<string, readonly string[]>> = {
  'algorithm-1': STATE_VALUES,
  sb3: [],
  cleanrl: DELAYED,
  spinningup: FIXED,
  'haarnoja-v1': STATE_VALUES,
};

test('every preset is held to them, and soft-bellman is the learner of laws.test.ts', () => {
  expect(Object.keys(presets)).toEqual(['soft-bellman', ...Object.keys(exceptions)]);
  const { conventions, squashing: convention } = presets['soft-bellman'];
  expect([conventions, convention]).toEqual([twinCriticsConventions, squashing]);
});

const cases = Object.keys(exceptions).flatMap(name => {
  const subject = subjectOf(presets[name]);
  return laws.filter(law => isApplicable(law, subject)).map(law => [name, law.id, law, subject] as const);
});

test.each(cases)('%s: %s', (name, id, law, subject) => {
  const [kind, cases] = exceptions[name].includes(id) ? ['refuted', 64] : ['holds', 4];
  expect(judge(law, subject, seed, cases as number).kind).toBe(kind);
});
