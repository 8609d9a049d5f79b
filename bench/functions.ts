import { exp, log, log1p } from '../src/numerics/index.ts';
import { inTurn, processorTime, type Row, type Timed } from './measure.ts';

const COUNT = 1_000_000;

const spread = (low: number, high: number): Float64Array =>
  Float64Array.from({ length: COUNT }, () => low + (high - low) * Math.random());

/** Times a loop; its result is looked at, so that no engine leaves it out. */
const timed =
  (loop: () => number): Timed =>
  () =>
    processorTime(() => {
      if (Number.isNaN(loop())) throw new Error('a benchmark computed NaN');
    });

/** Every function in a loop of its own, where the engine inlines it as it does in a kernel. */
const loops = {
  exp: (x: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += exp(x[i]);
    return sum;
  },
  'Math.exp': (x: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += Math.exp(x[i]);
    return sum;
  },
  log: (x: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += log(x[i]);
    return sum;
  },
  'Math.log': (x: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += Math.log(x[i]);
    return sum;
  },
  log1p: (x: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += log1p(x[i]);
    return sum;
  },
  'Math.log1p': (x: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += Math.log1p(x[i]);
    return sum;
  },
};

/** exp, log and log1p beside the engine's. */
export const functions = async (): Promise<Row[]> => {
  const cases = [
    { name: 'exp', low: -40, high: 0, goal: { atMost: 3 } },
    { name: 'log', low: 0, high: 4 },
    { name: 'log1p', low: 0, high: 4 },
  ] as const;
  const rows: Row[] = [];
  for (const { name, low, high, ...goal } of cases) {
    const x = spread(low, high);
    const { own, peer } = await inTurn(
      { own: timed(() => loops[name](x)), peer: timed(() => loops[`Math.${name}`](x)) },
      15,
    );
    const perCall = (ms: number): string => `${((ms * 1e6) / COUNT).toFixed(1)} ns`;
    const what = `${name} from ${low} to ${high}, Math.${name}`;
    rows.push({ what, own: perCall(own), peer: perCall(peer), ratio: own / peer, ...goal });
  }
  return rows;
};
