/** The formulas are one text: a sign changed in it changes what the learner learns, what laws say, what is proved and what is printed. */
import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import ts from 'typescript';
import { afterAll, expect, test, vi } from 'vitest';
import {
  criticLoss,
  criticTarget,
  greedyPolicies,
  isApplicable,
  type Law,
  movingAverageRate,
  policyLoss,
  type Subject,
  squashedDensity,
  temperatureDual,
  terminatedIsMasked,
} from '../../properties/index.ts';
import { UNIT_ROUNDOFF } from '../../src/numerics/index.ts';
import { seed } from '../laws/seed.ts';
import { judge } from '../mutants/verdict.ts';
import { hyperparameters, lessons, type Sizes } from './example.ts';

const PATH = '../../src/definitions/index.ts';
const text = readFileSync('src/definitions/index.ts', 'utf8');

/** Signs in the order of the text, each with the definition that has it and a law that refutes its change. */
const signs: readonly (readonly [definition: string, law: Law, isUnused?: 'by the learner'])[] = [
  ['entropy', temperatureDual],
  ['softStateValue', criticTarget],
  ['softBackup', terminatedIsMasked],
  ['softBackup', criticTarget],
  // At a positive temperature the normalisation takes a shift of all logits back; at 0 there are no others.
  ['softmaxPolicy', greedyPolicies, 'by the learner'],
  ['klObjective', policyLoss],
  ['squaredError', criticLoss],
  ['temperatureLoss', temperatureDual],
  ['movingAverage', movingAverageRate],
  ['movingAverage', movingAverageRate],
  ['squashedGaussianLogDensity', squashedDensity],
  ['squashedGaussianLogDensity', squashedDensity],
  ['squashedGaussianLogDensity', squashedDensity],
  ['squashedGaussianLogDensity', squashedDensity],
  // The learner's actions have the scale 1, whose logarithm is 0.
  ['squashedGaussianLogDensity', squashedDensity, 'by the learner'],
];

const SIGN = /\bR\.(add|sub|neg)\(/g;
const others: Readonly<Record<string, string>> = { 'R.add(': 'R.sub(', 'R.sub(': 'R.add(', 'R.neg(': '(' };

/** The text with one of its signs changed, and the definition where that is. */
const changed = (n: number): { readonly definition: string | undefined; readonly text: string } => {
  const { 0: sign, index } = [...text.matchAll(SIGN)][n];
  const definition = [...text.slice(0, index).matchAll(/\nexport const (\w+)|\nconst (\w+)/g)].at(-1);
  return {
    definition: definition?.[1] ?? definition?.[2],
    text: text.slice(0, index) + others[sign] + text.slice(index + sign.length),
  };
};

/** The module that a text is; it imports types alone. */
const moduleOf = (text: string): object => {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(text, { compilerOptions });
  const exports = {};
  runInThisContext(`exports => {${outputText}}`)(exports);
  return exports;
};

const sizes: Sizes = { batch: 3, observation: 2, action: 1, hidden: [4] };

/** Everything that is made of the definitions, made of this text. */
const made = async (text: string) => {
  vi.resetModules();
  vi.doMock(PATH, () => moduleOf(text));
  const { plainUpdater, plainly, untrained } = await import('../../src/sac/learner.ts');
  const { twinCritics } = await import('../../src/sac/twin-critics.ts');
  const { continuousActions } = await import('../../src/sac/actions.ts');
  const { tensorSubject } = await import('../../src/conformance/subjects/tensors.ts');
  const { definitionsSubject } = await import('../../src/conformance/subjects/definitions.ts');
  const { coqFile } = await import('../../src/interpretations/symbolic/coq-file.ts');
  const { latex } = await import('../../src/interpretations/symbolic/latex.ts');
  const { specimens } = await import('../../src/interpretations/symbolic/specimens.ts');

  const algorithm = twinCritics(continuousActions(sizes.observation, sizes.action, sizes.hidden), hyperparameters);
  const { transitions, noise } = lessons(sizes, seed)();
  const withEnd = { ...transitions, terminated: [1, 0, 0] };
  const learned = plainUpdater(algorithm)(untrained(algorithm, seed), withEnd, noise);
  const subjects: readonly Subject[] = [tensorSubject(plainly(), UNIT_ROUNDOFF), definitionsSubject()];
  return {
    learned: JSON.stringify(learned),
    coq: coqFile(),
    equations: Object.values(specimens)
      .map(({ formula }) => latex(formula))
      .join('\n'),
    verdict: (law: Law) => judge(law, subjects.find(subject => isApplicable(law, subject))!, seed, 50).kind,
  };
};

afterAll(() => vi.doUnmock(PATH));

const usual = await made(text);

test('as it is, it is what is proved, and no law refutes it', () => {
  expect(usual.coq).toBe(readFileSync('spec/coq/SoftBellman/Definitions.v', 'utf8'));
  for (const law of new Set(signs.map(([, law]) => law))) expect(usual.verdict(law)).toBe('holds');
});

test('every sign is tried', () => {
  expect([...text.matchAll(SIGN)].map((_, n) => changed(n).definition)).toEqual(signs.map(([name]) => name));
});

test.each(signs.map(([name, law, unused], n) => [n + 1, name, law, unused] as const))(
  'sign %i, in %s',
  async (number, _, law, unused) => {
    const other = await made(changed(number - 1).text);
    expect(other.verdict(law)).toBe('refuted');
    expect(other.coq).not.toBe(usual.coq);
    expect(other.equations).not.toBe(usual.equations);
    expect(other.learned === usual.learned).toBe(unused !== undefined);
  },
);
