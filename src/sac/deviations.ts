/** What presets do otherwise than the definitions say, told from the data that they run on. */
import { type Squashing, squashing } from './actions.ts';
import { type Changes, type Preset, presets } from './presets.ts';
import { type StateValuesConventions, stateValuesConventions } from './state-values.ts';
import type { TrainingSettings } from './training.ts';
import { type TwinCriticsConventions, twinCriticsConventions } from './twin-critics.ts';

type Knobs = Squashing & TwinCriticsConventions & StateValuesConventions;

/** What a knob is about, and what a value of it means among the others. */
interface Words<T> {
  readonly title: string;
  readonly of: (value: T, knobs: Partial<Knobs>) => string;
}

/** A number as TeX: a small power of ten, or its digits. */
const tex = (x: number): string => {
  const [digits, exponent] = x.toExponential().split('e');
  return digits === '1' && Number(exponent) < -2 ? `10^{${exponent}}` : `${x}`;
};

const words: { readonly [K in keyof Knobs]: Words<Knobs[K]> } = {
  logDeviation: {
    title: '$\\log \\sigma$ of an output $x$ of the network',
    of: ({ map, lower, upper }) =>
      map === 'tanh'
        ? `$${(lower + upper) / 2} + ${(upper - lower) / 2} \\tanh x$`
        : `$\\min(\\max(x, ${lower}), ${upper})$, of derivative 1 at both ends`,
  },
  epsilon: {
    title: 'what squashing adds to the log-density',
    of: (epsilon, { densityOf }) => {
      if (epsilon === 0) return '$2 \\log \\cosh u$';
      const slope = densityOf === 'action' ? 'c (1 - \\tanh^2 u)' : '1 - \\tanh^2 u';
      return `$-\\log(${slope} + ${tex(epsilon)})$`;
    },
  },
  densityOf: {
    title: 'whose density it is, and entropy',
    of: whose =>
      whose === 'tanh' ? 'that of $\\tanh u$' : 'that of $c \\tanh u + b$: more by $\\sum_i \\log c_i$ nats',
  },
  criticsTake: {
    title: 'what critics are given for an action',
    of: what => (what === 'tanh' ? '$\\tanh u$' : '$c \\tanh u + b$'),
  },
  criticLossFactor: {
    title: 'loss of the critics',
    of: factor => (factor === 1 ? '$J_{Q_1} + J_{Q_2}$' : `$${tex(factor)} (J_{Q_1} + J_{Q_2})$`),
  },
  temperature: {
    title: 'loss of the temperature, by the entropy $\\hat{\\mathcal{H}}$ of the actions drawn',
    of: kind =>
      kind === 'fixed'
        ? 'none, $\\alpha$ is fixed'
        : `$${kind === 'alpha' ? '\\alpha' : '\\log(\\alpha)'} (\\hat{\\mathcal{H}} - \\bar{\\mathcal{H}})$`,
  },
  entropyOf: {
    title: 'whose actions the temperature learns from',
    of: (whose, { temperature }) => {
      if (temperature === 'fixed') return '';
      return whose === 'the policy before its step'
        ? 'those that the policy learns from, too'
        : 'new ones, of the policy after its step';
    },
  },
  policyEvery: {
    title: 'when policy and temperature learn',
    of: n => (n === 1 ? 'in every update' : `in updates ${n}, ${2 * n}, ${3 * n}, ..., ${n} times each`),
  },
  critics: {
    title: 'critics beside state values',
    of: count => (count === 1 ? 'one' : 'two: $V$ learns from $\\min(Q_1, Q_2)$, the policy from $Q_1$'),
  },
  rewardScale: {
    title: 'rewards that critics learn',
    of: scale => (scale === 1 ? '$r$' : `$${tex(scale)} r$`),
  },
  derivatives: {
    title: 'which critic the policy learns from',
    of: when =>
      when === 'in turn' ? 'the one after its step' : 'the one before: all derivatives are taken before any step',
  },
  epsilonAdded: {
    title: "divisor of Adam's step $k$",
    of: when =>
      when === 'after the correction'
        ? '$\\sqrt{v / (1 - \\beta_2^k)} + \\varepsilon$'
        : '$(\\sqrt{v} + \\varepsilon) / \\sqrt{1 - \\beta_2^k}$',
  },
};

const knobs = Object.keys(words) as readonly (keyof Knobs)[];

const defined: Knobs = { ...squashing, ...twinCriticsConventions, ...stateValuesConventions };

/** What these say of a knob, nothing where they do not have it. */
const told = <K extends keyof Knobs>(knob: K, given: Partial<Knobs>): string => {
  const value: Knobs[K] | undefined = given[knob];
  return value === undefined ? '' : words[knob].of(value, given);
};

const all = Object.values(presets);

const toldOf = (knob: keyof Knobs, { squashing, conventions }: Preset): string =>
  told(knob, { ...squashing, ...conventions });

const deviates = (preset: Preset): boolean =>
  knobs.some(knob => !['', told(knob, defined)].includes(toldOf(knob, preset)));

const differences = (of: readonly Preset[]): readonly (readonly string[])[] =>
  knobs.map(knob => {
    const definition = told(knob, defined);
    const cells = of.map(preset => toldOf(knob, preset));
    return [words[knob].title, definition, ...cells.map(text => (text === definition ? 'as defined' : text))];
  });

type Numbers = Partial<Changes & TrainingSettings>;

const titles: { readonly [K in keyof Omit<Numbers, 'hidden' | 'targetEntropy'>]-?: string } = {
  discount: 'discount',
  tau: 'rate of the moving average',
  temperature: 'temperature, at first or fixed',
  actorRate: 'learning rate of the policy',
  criticRate: 'of critics',
  temperatureRate: 'of the temperature',
  valueRate: 'of state values',
  batchSize: 'transitions in an update',
  capacity: 'transitions remembered',
  learningStarts: 'steps before the first update, with even actions',
  updatesPerStep: 'updates for each step',
  updateEvery: 'steps from one round of updates to the next',
};

/** A rate of 0 is none. */
const numbers = (): readonly (readonly string[])[] =>
  Object.entries(titles).map(([name, title]) => [
    title,
    ...all.map(({ parameters, settings }) => {
      const given: Numbers = { ...parameters, ...settings };
      return `${given[name as keyof typeof titles] || ''}`;
    }),
  ]);

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(header), row(header.map(() => '---')), ...rows.map(row)].join('\n');

const VARIANTS: Readonly<Record<Preset['variant'], string>> = {
  'twin critics': 'twin critics (arXiv 1812.05905)',
  'state values': 'state values, Algorithm 1 (arXiv 1801.01290)',
};

/** The page of the documentation. */
export const deviationsPage = (): string => {
  const names = Object.keys(presets);
  const origins = Object.entries(presets).map(([name, { summary, variant, origin, omits }]) => [
    name,
    summary,
    VARIANTS[variant],
    origin ? `${origin.library}, \`${origin.file}\`` : '',
    omits ?? '',
  ]);
  const [others, faithful] = [true, false].map(is => Object.entries(presets).filter(([, p]) => deviates(p) === is));
  return `# Presets, and where they deviate

\`npm run deviations\` writes this page from the data that the presets run on. A preset makes the very updates of its library: of those that the
[libraries recorded](../test/fixtures/sac/README.md), each number lies within the rounding of what the preset computes, and does not with any of these knobs turned.

${table(['preset', 'what it is', 'variant', 'library', 'what it leaves out of its library'], origins)}

## Conventions
What is defined, or where definitions leave it open, chosen here; and what each preset does instead. Actions are $c \\tanh u + b$, with $c$ half the width of
the environment's range and $b$ its middle. Where there is nothing of the kind, nothing is said. All is as defined in ${faithful.map(([name]) => name).join(' and ')}.

${table(['', 'defined', ...others.map(([name]) => name)], differences(others.map(([, preset]) => preset)))}

## Numbers
${table(['', ...names], [['units of hidden layers', ...all.map(({ hidden }) => hidden.join(', '))], ...numbers()])}
`;
};
