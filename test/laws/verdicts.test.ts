import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  contraction,
  drawOn,
  isApplicable,
  laws,
  monotonicity,
  type Problem,
  rewardShift,
  valueIterationRate,
} from '../../properties/index.ts';
import { definitionsSubject } from '../../src/conformance/subjects/definitions.ts';
import { buildMdp } from '../../src/mdp/index.ts';
import { judge } from '../mutants/verdict.ts';
import { seed } from './seed.ts';

const definitions = definitionsSubject();

const problem: Problem = {
  mdp: buildMdp({
    stateCount: 3,
    transitions: [
      [0, 0, 1, 0.25, 2],
      [0, 0, 0, 0.75],
      [0, 1, 'end', 1],
      [1, 0, 2, 1],
    ],
    rewards: [[0, 1, 1.5]],
    terminal: [2],
  }),
  discount: 0.5,
  temperature: 2,
};

test('a law applies where all it needs is offered', () => {
  const { optimalBackup, ...rest } = definitions;
  expect(isApplicable(contraction, definitions)).toBe(true);
  expect(isApplicable(contraction, rest)).toBe(false);
  expect(laws.filter(law => isApplicable(law, { name: 'nothing', unitRoundoff: 2 ** -53 }))).toEqual([]);
});

test('a solver that claims too little is not refuted and does not pass', () => {
  const vague = { ...definitions, optimalValues: (p: Problem) => ({ ...definitions.optimalValues(p), error: 1 }) };
  expect(judge(valueIterationRate, vague, seed, 50).kind).toBe('inconclusive');
});

test('an answer that is not a number, too short or not 0 at a terminal state refutes', () => {
  const returning = (values: readonly number[]) => ({ ...definitions, optimalBackup: () => values });
  const message = (values: readonly number[]) => {
    const run = fc.check(monotonicity.property(returning(values), drawOn(problem)), { seed });
    return String(run.errorInstance);
  };
  expect(message([Number.NaN, 0, 0])).toContain('optimalBackup returned NaN, expected a finite number');
  expect(message([0, 0])).toContain('optimalBackup returned 2 entries, expected 3');
  expect(message([0, 0, 1])).toContain('optimalBackup returned 1 at terminal state 2, expected 0');
});

test('a counterexample is a table and policies are weights', () => {
  const doubled = {
    ...definitions,
    policyValues: (p: Problem) => ({ values: p.mdp.rewards.length > 0 ? [1, 1, 0] : [], error: 0 }),
  };
  const run = fc.check(rewardShift.property(doubled, drawOn(problem)), { seed });
  expect(fc.stringify(run.counterexample)).toBe(
    `[{"problem":discount 0.5, temperature 2, states 0 to 2
  state 0, action 0: reward 0, then state 0 0.75/1, state 1 0.25/1 (reward 2 more)
  state 0, action 1: reward 1.5, then end
  state 1, action 0: reward 0, then state 2
  state 2: terminal,"pi":proportional to (1 1 | 1 | terminal)},1]`,
  );
});
