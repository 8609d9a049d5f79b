/** What a program in some precision may answer, whatever the order of its sums: intervals, widened at every operation by what it may round. */
import type { Elementary } from '../../src/engines/elementary.ts';
import { type Interval, interval, intervals, point } from '../../src/interpretations/interval.ts';
import { tanh } from '../../src/interpretations/tanh.ts';

/** The functions of ONNX Runtime are off by at most so many units of roundoff; a test measures it. */
export const FUNCTION_ROUNDOFFS = 8;

/** A product of tables with inner sizes up to 512 is added to something in at most so many steps. */
const PANELS = 4;

const magnitude = ({ lower, upper }: Interval): number => Math.max(-lower, upper);

/** The bounds moved outwards; what doubles round here is less than the units that are counted. */
const widened = (x: Interval, error: number): Interval => interval(x.lower - error, x.upper + error);

/** The image of an increasing function. */
const increasing =
  (f: (x: Interval) => Interval) =>
  (x: Interval): Interval =>
    interval(f(point(x.lower)).lower, f(point(x.upper)).upper);

const hyperbolicTangent = increasing(x => tanh(intervals, x));

const squareRoot = ({ lower, upper }: Interval): Interval =>
  widened(interval(Math.sqrt(Math.max(0, lower)), Math.sqrt(upper)), 2 ** -52 * Math.sqrt(upper));

/** Results below `leastNormal` may be lost. */
export const enclosures = (unitRoundoff: number, leastNormal: number): Elementary<Interval> => {
  const rounded = (x: Interval, units = 1): Interval => widened(x, units * unitRoundoff * magnitude(x) + leastNormal);
  const sum = (a: Interval, b: Interval, exact: Interval): Interval =>
    widened(exact, PANELS * unitRoundoff * (magnitude(a) + magnitude(b)));
  return {
    ...intervals,
    constant: value => rounded(point(value)),
    pi: rounded(intervals.pi),
    add: (a, b) => sum(a, b, intervals.add(a, b)),
    sub: (a, b) => sum(a, b, intervals.sub(a, b)),
    mul: (a, b) => rounded(intervals.mul(a, b)),
    div: (a, b) => rounded(intervals.div(a, b)),
    exp: a => rounded(intervals.exp(a), FUNCTION_ROUNDOFFS),
    log: a => rounded(intervals.log(a), FUNCTION_ROUNDOFFS),
    tanh: a => rounded(hyperbolicTangent(a), FUNCTION_ROUNDOFFS),
    sqrt: a => rounded(squareRoot(a)),
    /** $x - \log 2 + \log(1 + e^{-2x})$: terms of at most $|x| + \log 2$, $2 |x| + \log 2$ and $|x|$. */
    logCosh: a => widened(intervals.logCosh(a), (2 + 3 * FUNCTION_ROUNDOFFS) * unitRoundoff * (1 + magnitude(a))),
    relu: ({ lower, upper }) => interval(Math.max(0, lower), Math.max(0, upper)),
    isPositive: ({ lower, upper }) => interval(lower > leastNormal ? 1 : 0, upper > 0 ? 1 : 0),
    max: (a, b) => interval(Math.max(a.lower, b.lower), Math.max(a.upper, b.upper)),
    /** In any order, $n$ terms are rounded $n - 1$ times, each time at most by a unit of what all of them add up to. */
    total: terms => {
      const exact = terms.reduce((a, b) => intervals.add(a, b));
      const all = terms.reduce((size, x) => size + magnitude(x), 0);
      return widened(exact, terms.length * unitRoundoff * all);
    },
  };
};

export const singleEnclosures: Elementary<Interval> = enclosures(2 ** -24, 2 ** -126);
