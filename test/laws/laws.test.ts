import fc from 'fast-check';
import { describe, test } from 'vitest';
import {
  type Draw,
  drawOn,
  drawProblems,
  isApplicable,
  type Law,
  laws,
  type Problem,
  type Subject,
} from '../../properties/index.ts';
import { agentSubject } from '../../src/conformance/subjects/agent.ts';
import { definitionsSubject } from '../../src/conformance/subjects/definitions.ts';
import { kernelsSubject } from '../../src/conformance/subjects/kernels.ts';
import { learnerSubject } from '../../src/conformance/subjects/learner/index.ts';
import { memory } from '../../src/conformance/subjects/memory.ts';
import { readModel } from '../../src/mdp/index.ts';
import { seed } from './seed.ts';
import { single } from './single.ts';

const definitions = definitionsSubject();
const kernels = kernelsSubject();
const frozenLake: Problem = {
  mdp: readModel('models/gymnasium/frozen-lake-8x8.json'),
  discount: 0.99,
  temperature: 0.01,
};

const testLaws = (subject: Subject, tried: readonly Law[], numRuns: number, draw: Draw = drawProblems): void => {
  for (const law of tried) {
    if (!isApplicable(law, subject)) continue;
    test(law.id, () => {
      fc.assert(law.property(subject, draw), {
        seed,
        numRuns,
        maxSkipsPerRun: 1,
        interruptAfterTimeLimit: 20_000,
        markInterruptAsFailure: true,
      });
    });
  }
};

const aboutOneState = (law: Law): boolean =>
  law.needs.every(operation =>
    ['logSumExp', 'softmax', 'entropy', 'stateValue', 'klObjective', 'movingAverage'].includes(operation),
  );
const aboutSolvers = (law: Law): boolean => law.needs.includes('optimalValues') || law.needs.includes('policyValues');

describe('definitions', () => testLaws(definitions, laws, 100));
describe('definitions in single precision', () => testLaws(definitionsSubject({}, single), laws, 25));
describe('kernels', () => testLaws(kernels, laws, 100));
describe('agent', () => testLaws(agentSubject(), laws, 100));
describe('agent in single precision', () => testLaws(agentSubject({}, single), laws, 100));
describe('memory', () => testLaws({ name: 'memory', unitRoundoff: 2 ** -53, ...memory }, laws, 100));
describe('learner', () => testLaws(learnerSubject(), laws, 25));
describe('learner in single precision', () =>
  testLaws(
    learnerSubject({}, () => ({}), single),
    laws,
    25,
  ));

describe('on FrozenLake 8x8', () => {
  const aboutModels = laws.filter(law => !aboutOneState(law));
  describe('definitions', () =>
    testLaws(
      definitions,
      aboutModels.filter(law => !aboutSolvers(law)),
      5,
      drawOn(frozenLake),
    ));
  describe('kernels', () => testLaws(kernels, aboutModels, 5, drawOn(frozenLake)));
});
