import { contains, type Interval, point } from '../../src/interpretations/interval.ts';
import type { Fixture, Learner, Networks, Step, Update } from './fixture.ts';
import {
  averaged,
  beforeStep,
  type Enclosures,
  type Moments,
  momentsAfter,
  NO_MOMENTS,
  recordedIn,
  stepped,
} from './recompute.ts';
import { rounded } from './rounded.ts';

type Numbers = number | readonly Numbers[] | { readonly [name: string]: Numbers };

const isInterval = (x: Enclosures): x is Interval => 'lower' in x;

/** Every number with its place. */
export const leaves = (x: unknown, at = ''): readonly (readonly [place: string, number: number])[] => {
  if (typeof x === 'number') return [[at, x]];
  if (typeof x !== 'object' || x === null) return [];
  return Object.entries(x).flatMap(([name, y]) => leaves(y, `${at}.${name}`));
};

/** What is recorded but not enclosed, or the other way round. */
const differences = (
  recorded: Numbers | undefined,
  enclosed: Enclosures | undefined,
  at: string,
): readonly string[] => {
  if (recorded === undefined) return [`${at} is not recorded`];
  if (enclosed === undefined) return [`${at} is not known here`];
  if (isInterval(enclosed)) {
    if (typeof recorded === 'number' && contains(enclosed, recorded)) return [];
    return [`${at} is ${JSON.stringify(recorded)}, not within [${enclosed.lower}, ${enclosed.upper}]`];
  }
  const names = new Set([...Object.keys(recorded), ...Object.keys(enclosed)]);
  return [...names].flatMap(name => differences(recorded[name as never], enclosed[name as never], `${at}.${name}`));
};

const parametersOf = (networks: Networks, learner: Learner): Numbers =>
  (learner === 'temperature' ? networks.logTemperature : networks[learner]) as unknown as Numbers;

const withParameters = (networks: Networks, name: Step['network'], after: unknown): Networks => ({
  ...networks,
  [name === 'temperature' ? 'logTemperature' : name]: after,
});

/** What a fixture has recorded and the definitions do not enclose. */
export const complaints = ({ precision, settings, initial, updates }: Fixture): readonly string[] => {
  const R = rounded(precision === 'float32' ? 2 ** -24 : 2 ** -53);
  const moments = new Map<string, Moments>();
  const steps = new Map<Learner, number>();
  let networks = initial;

  /** Adam's step of every parameter, by the gradients that are recorded. */
  const optimised = (learner: Learner, gradients: Numbers, weights: Numbers): Enclosures => {
    const t = (steps.get(learner) ?? 0) + 1;
    steps.set(learner, t);
    const walk = (gradient: Numbers, weight: Numbers, at: string): Enclosures => {
      if (typeof gradient === 'number') {
        const after = momentsAfter(R, settings, moments.get(at) ?? NO_MOMENTS, gradient);
        moments.set(at, after);
        return stepped(R, settings, settings.rates[learner]!, t, after, weight as number);
      }
      const entries = Object.keys(gradient).map(
        name => [name, walk(gradient[name as never], weight[name as never], `${at}.${name}`)] as const,
      );
      return Array.isArray(gradient) ? entries.map(([, x]) => x) : Object.fromEntries(entries);
    };
    return walk(gradients, weights, learner);
  };

  const ofUpdate = ({ batch, noise, steps }: Update, number: number): readonly string[] => {
    const start = networks;
    const { policyEvery, temperature } = settings;
    const learns = steps.some(({ network }) => network === 'actor') === ((number + 1) % policyEvery === 0);
    const found = learns ? [] : [`update ${number} has the actor's steps of another one`];
    for (const [i, step] of steps.entries()) {
      const { network, after } = step;
      const recorded = recordedIn(step);
      const compare = (enclosed: Enclosures): void => {
        found.push(...differences(recorded as Numbers, enclosed, `updates.${number}.steps.${i}`));
      };
      if (network === 'targets') {
        const online = networks.value ? [networks.value] : networks.critics;
        compare({ after: averaged(R, settings.tau, online, networks.targets) });
      } else {
        const { logTemperature } = temperature === 'before its step' ? start : networks;
        const enclosed = logTemperature === undefined ? point(temperature as number) : R.exp(point(logTemperature));
        const gradients = (recorded.gradients ?? recorded.gradient) as Numbers;
        compare({
          ...beforeStep(R, network, {
            settings,
            networks: settings.gradients === 'at once' ? start : networks,
            batch,
            noise,
            step,
          }),
          ...(network !== 'temperature' && { temperature: enclosed }),
          after: optimised(network, gradients, parametersOf(networks, network)),
        });
      }
      networks = withParameters(networks, network, after);
    }
    return found;
  };
  return updates.flatMap(ofUpdate);
};
