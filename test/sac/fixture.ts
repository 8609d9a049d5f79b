import { readdirSync, readFileSync } from 'node:fs';

export type Vector<N = number> = readonly N[];
export type Matrix<N = number> = readonly Vector<N>[];

export type Layer<N = number> = {
  /** Row by output. */
  readonly weight: Matrix<N>;
  readonly bias: Vector<N>;
};

/** Two hidden layers, then output layers side by side. */
export type Network<N = number> = readonly Layer<N>[];

export interface Networks {
  readonly actor: Network;
  readonly critics: readonly Network[];
  /** Moving averages of the critics, or of the state values. */
  readonly targets: readonly Network[];
  readonly value?: Network;
  readonly logTemperature?: number;
}

export type Learner = 'actor' | 'critics' | 'temperature' | 'value';

export interface Settings {
  readonly discount: number;
  readonly tau: number;
  readonly rates: Readonly<Partial<Record<Learner, number>>>;
  readonly adam: {
    readonly beta1: number;
    readonly beta2: number;
    readonly epsilon: number;
    readonly epsilonFirst: boolean;
  };
  readonly actionScale: Vector;
  readonly scaleInDensity: boolean;
  readonly logDeterminantEpsilon: number;
  readonly logDeviation: { readonly map: 'clamp' | 'tanh'; readonly lower: number; readonly upper: number };
  readonly criticLossFactor: number;
  readonly policyValue: 'minimum' | 'first';
  readonly rewardScale: number;
  /** The actor and the temperature learn in every update whose number this divides. */
  readonly policyEvery: number;
  readonly gradients: 'in turn' | 'at once';
  readonly temperature: number | 'before its step' | 'after its step';
  readonly targetEntropy?: number;
}

export interface Batch {
  readonly observations: Matrix;
  readonly actions: Matrix;
  readonly rewards: Vector;
  readonly nextObservations: Matrix;
  readonly terminated: readonly boolean[];
}

/** A step of an optimiser, or the moving average; README.md lists what each records. */
export interface Step {
  readonly network: Learner | 'targets';
  readonly sample?: { readonly noise: number };
  readonly [recorded: string]: unknown;
}

export interface Update {
  readonly batch: Batch;
  readonly noise: readonly Matrix[];
  readonly steps: readonly Step[];
}

export interface Fixture {
  readonly preset: string;
  /** What computed it, with its version. */
  readonly library: string;
  readonly precision: 'float32' | 'float64';
  readonly settings: Settings;
  readonly initial: Networks;
  readonly updates: readonly Update[];
}

const folder = new URL('../fixtures/sac/', import.meta.url);

const roundToSingle = (_: string, x: unknown): unknown => (typeof x === 'number' ? Math.fround(x) : x);

/** What was computed in single precision is printed in the fewest digits that tell it apart. */
const read = (text: string): Fixture => {
  const fixture: Fixture = JSON.parse(text);
  if (fixture.precision === 'float64') return fixture;
  const exact = (update: Update): Update => ({
    ...update,
    steps: JSON.parse(JSON.stringify(update.steps), roundToSingle),
  });
  return { ...fixture, updates: fixture.updates.map(exact) };
};

export const fixtures: ReadonlyMap<string, Fixture> = new Map(
  readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .map(name => [name, read(readFileSync(new URL(name, folder), 'utf8'))]),
);
