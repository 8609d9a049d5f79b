/** What `--set` changes of a preset: `discount=0.9,hidden=64x64`. */
import type { Changes, Preset } from '../sac/presets.ts';
import type { TrainingSettings } from '../sac/training.ts';
import { UsageError } from './command.ts';

export interface PresetChanges {
  readonly parameters: Changes;
  readonly settings: Partial<TrainingSettings>;
}

interface Domain {
  readonly words: string;
  accepts(x: number): boolean;
}

const between = (words: string, accepts: (x: number) => boolean): Domain => ({
  words,
  accepts: x => Number.isFinite(x) && accepts(x),
});

const rate = between('a number from 0 on', x => x >= 0);
const whole = (least: number): Domain =>
  between(`a whole number from ${least} on`, x => Number.isSafeInteger(x) && x >= least);

const PARAMETERS: Readonly<Record<Exclude<keyof Changes, 'hidden'>, Domain>> = {
  discount: between('a number from 0 to below 1', x => x >= 0 && x < 1),
  tau: between('a number above 0, at most 1', x => x > 0 && x <= 1),
  temperature: between('a number above 0', x => x > 0),
  targetEntropy: between('a number of nats', () => true),
  actorRate: rate,
  criticRate: rate,
  temperatureRate: rate,
  valueRate: rate,
};

const SETTINGS: Readonly<Record<keyof TrainingSettings, Domain>> = {
  capacity: whole(1),
  batchSize: whole(1),
  learningStarts: whole(0),
  updatesPerStep: rate,
  updateEvery: whole(1),
};

/** The most hidden layers, and units of one. */
const [MOST_LAYERS, MOST_UNITS] = [8, 8192];

export const CHANGES_HELP: string = ['hidden', ...Object.keys(PARAMETERS), ...Object.keys(SETTINGS)].join(', ');

/** What a preset can be told: parameters that its variant has, and settings. */
const namesFor = ({ parameters, variant }: Preset): readonly string[] => [
  'hidden',
  ...Object.keys(parameters),
  ...(variant === 'twin critics' ? ['targetEntropy'] : []),
  ...Object.keys(SETTINGS),
];

/** @throws {@link UsageError} for a name that the preset does not have, or a value outside of its domain. */
export const changesOf = (text: string, preset: Preset): PresetChanges => {
  const names = namesFor(preset);
  const entries = text.split(',').map((entry): readonly [string, string] => {
    const [name, value, ...rest] = entry.split('=');
    if (value === undefined || rest.length > 0 || !names.includes(name))
      throw new UsageError(
        `--set has ${JSON.stringify(entry.slice(0, 40))}, expected NAME=VALUE with one of ${names.join(', ')} (${preset.summary})`,
      );
    return [name, value];
  });
  const of = (domains: Readonly<Record<string, Domain>>): Readonly<Record<string, number>> =>
    Object.fromEntries(
      entries.flatMap(([name, value]) =>
        Object.hasOwn(domains, name) ? [[name, within(name, value, domains[name])]] : [],
      ),
    );
  const hidden = entries.find(([name]) => name === 'hidden');
  return { parameters: { ...of(PARAMETERS), ...(hidden && { hidden: layersIn(hidden[1]) }) }, settings: of(SETTINGS) };
};

const within = (name: string, text: string, { words, accepts }: Domain): number => {
  const x = text.trim() === '' ? Number.NaN : Number(text);
  if (!accepts(x)) throw new UsageError(`--set has ${name}=${text.slice(0, 40)}, expected ${words}`);
  return x;
};

/** `64x64`. */
const layersIn = (text: string): readonly number[] => {
  const units = text.split('x').map(part => (/^\d{1,4}$/.test(part) ? Number(part) : 0));
  if (units.length > MOST_LAYERS || !units.every(n => n >= 1 && n <= MOST_UNITS))
    throw new UsageError(
      `--set has hidden=${text.slice(0, 40)}, expected the units of at most ${MOST_LAYERS} layers, as in 64x64`,
    );
  return units;
};
