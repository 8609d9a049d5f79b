import { isApplicable, type Law, laws, type Operations } from '../../properties/index.ts';
import { correct, type Mutant, mutants } from './catalogue.ts';
import { judge } from './verdict.ts';

/** What a law says about a wrong formula. */
export type Sight =
  /** It calls nothing that is wrong, or something that is not offered. */
  | { readonly kind: 'blind' }
  | { readonly kind: 'holds' }
  | { readonly kind: 'inconclusive' }
  /** With how many of the seeds, and after how many cases on average. */
  | { readonly kind: 'refuted'; readonly seeds: number; readonly cases: number };

export const SEEDS: readonly number[] = [1, 2, 3, 4, 5];
export const RUNS = 25;

const isBlind = (law: Law, { subject }: Mutant): boolean =>
  !isApplicable(law, subject) || law.needs.every(operation => subject[operation] === correct[operation]);

/** What a law says over all seeds. */
const sight = (law: Law, mutant: Mutant): Sight => {
  if (isBlind(law, mutant)) return { kind: 'blind' };
  const verdicts = SEEDS.map(seed => judge(law, mutant.subject, seed, RUNS));
  const refuting = verdicts.filter(({ kind }) => kind === 'refuted');
  if (refuting.length > 0) {
    const cases = refuting.reduce((total, verdict) => total + verdict.cases, 0) / refuting.length;
    return { kind: 'refuted', seeds: refuting.length, cases };
  }
  return { kind: verdicts.some(({ kind }) => kind === 'inconclusive') ? 'inconclusive' : 'holds' };
};

/** What every law says about a wrong formula. */
export const sights = (mutant: Mutant): ReadonlyMap<Law, Sight> => new Map(laws.map(law => [law, sight(law, mutant)]));

/** A part of the theory, by what its laws ask for. */
interface Field {
  readonly title: string;
  readonly operations: readonly (keyof Operations)[];
}

/** In the order of {@link laws}: a law belongs to the last one that it asks something of. */
const fields: readonly Field[] = [
  { title: 'One state', operations: ['logSumExp', 'softmax', 'entropy', 'stateValue', 'klObjective'] },
  { title: 'Operators of finite problems', operations: ['optimalBackup', 'policyBackup', 'softmaxPolicy'] },
  { title: 'Values of finite problems', operations: ['optimalValues', 'policyValues', 'occupancy', 'valueGradient'] },
  { title: 'Targets of an agent', operations: ['criticTarget', 'rolloutTarget', 'valueTarget'] },
  { title: 'Losses of an agent', operations: ['criticLoss', 'policyLoss', 'policyGradient', 'temperatureLoss'] },
  { title: 'Squashed Gaussians', operations: ['squashedGaussian'] },
  { title: 'Discrete actions', operations: ['expectedCriticTarget', 'expectedPolicyLoss', 'projection'] },
  { title: 'Replay memories', operations: ['storedTransitions'] },
  { title: 'Learners', operations: ['movingAverage', 'learnerInit'] },
];

const isAbout = (law: Law, { operations }: Field): boolean =>
  law.needs.some(operation => operations.includes(operation));

/** The wrong formulas whose own law belongs to one field. */
export interface Area {
  readonly title: string;
  readonly mutants: readonly Mutant[];
}

export const areas: readonly Area[] = fields.map(field => ({
  title: field.title,
  mutants: mutants.filter(({ killedBy }) => fields.findLast(other => isAbout(killedBy, other)) === field),
}));

const CELL = 4;

const cell = (law: Law, mutant: Mutant, sight: Sight): string => {
  if (sight.kind === 'blind') return '';
  if (sight.kind === 'holds') return '.';
  if (sight.kind === 'inconclusive') return '?';
  const always = sight.seeds === SEEDS.length;
  return `${always ? '' : '~'}${Math.round(sight.cases)}${law === mutant.killedBy ? '*' : ''}`;
};

export const LEGEND = `* its own law   ~ not with every seed   . never   ? no verdict   blank: nothing it calls is wrong`;

/** A table of what the laws say, with a column for each law that refutes something in it; `label` names a row. */
export const matrix = (
  rows: readonly (readonly [Mutant, ReadonlyMap<Law, Sight>])[],
  label: (mutant: Mutant, row: number) => string,
): string => {
  const columns = laws.filter(law => rows.some(([, seen]) => seen.get(law)?.kind === 'refuted'));
  const labels = rows.map(([mutant], i) => label(mutant, i));
  const width = Math.max(...labels.map(text => text.length));
  const line = (name: string, cells: readonly string[]): string =>
    [name.padEnd(width), ...cells.map(text => text.padStart(CELL))].join(' ').trimEnd();
  const head = columns.map((_, column) => String(column + 1));
  const body = rows.map(([mutant, seen], i) =>
    line(
      labels[i],
      columns.map(law => cell(law, mutant, seen.get(law)!)),
    ),
  );
  const legend = columns.map((law, column) => `${String(column + 1).padStart(CELL)} ${law.id}`);
  return [line('', head), ...body, '', ...legend].join('\n');
};
