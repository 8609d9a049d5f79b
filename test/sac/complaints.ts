import { movingAverage } from '../../src/definitions/index.ts';
import { contains, type Interval, point } from '../../src/interpretations/interval.ts';
import { type Moments, momentsAfter, NO_MOMENTS, stepped } from './adam.ts';
import type { Fixture, Learner, Networks, Step, Update } from './fixture.ts';
import { rounded } from './rounded.ts';
import { beforeStep, recordedIn } from './steps.ts';
import { type Enclosures, isInterval, type Numbers, zip } from './trees.ts';

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

const fieldOf = (network: Step['network']): keyof Networks => (network === 'temperature' ? 'logTemperature' : network);

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
    const step = (gradient: number, weight: number, at: string): Interval => {
      const after = momentsAfter(R, settings, moments.get(at) ?? NO_MOMENTS, gradient);
      moments.set(at, after);
      return stepped(R, settings, settings.rates[learner]!, t, after, weight);
    };
    return zip(gradients, weights, step, learner);
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
        const average = (x: number, y: number): Interval => movingAverage(R, point(settings.tau), point(x), point(y));
        compare({ after: zip(online, networks.targets, average) });
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
          after: optimised(network, gradients, networks[fieldOf(network)] as Numbers),
        });
      }
      networks = { ...networks, [fieldOf(network)]: after };
    }
    return found;
  };
  return updates.flatMap(ofUpdate);
};
