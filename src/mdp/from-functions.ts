import { buildMdp, type MdpInput } from './build.ts';
import type { FiniteMdp, MdpNames } from './finite-mdp.ts';
import { ModelError, numberRefusal, pairLabel, refusal, show, stateLabel } from './model-error.ts';
import type { RowOptions } from './validate.ts';

/** A model as functions of its states and actions, which may be strings, numbers or objects. */
export interface MdpFunctions<State, Action> extends RowOptions {
  /** Every state once; the order numbers them. */
  readonly states: Iterable<State>;
  /** What can be done in a state. The order of first mention numbers the actions. */
  readonly actions: (state: State) => Iterable<Action>;
  /** A Map or list of successor and probability. */
  readonly transition: (state: State, action: Action) => Iterable<readonly [next: State, probability: number]>;
  /** What the transition pays. */
  readonly reward: (state: State, action: Action, next: State) => number;
  /** Where nothing is chosen, and `actions` is not asked; without it, wherever `actions` is empty. */
  readonly terminal?: (state: State) => boolean;
  /** What makes two objects the same state or action; without it, identity. Other values are compared as they are. */
  readonly key?: (value: Extract<State | Action, object>) => string | number;
  /** Replaces the names found, which are the values, or the keys of objects, as text. */
  readonly names?: MdpNames;
}

/**
 * The model that functions describe:
 *
 * ```ts
 * const weather = mdpFromFunctions({
 *   states: ['sun', 'rain', 'home'],
 *   actions: state => (state === 'home' ? [] : ['walk', 'wait']),
 *   transition: (state, action) => (action === 'walk' ? [['home', 1]] : [['sun', 0.75], ['rain', 0.25]]),
 *   reward: (state, action) => (action === 'walk' && state === 'rain' ? -2 : 0),
 * });
 * ```
 *
 * @throws {@link ModelError} naming state and action; errors of the functions themselves pass through.
 */
export const mdpFromFunctions = <State, Action>(model: MdpFunctions<State, Action>): FiniteMdp => {
  const key = (value: State | Action): unknown =>
    isObject(value) && model.key ? model.key(value as Extract<State | Action, object>) : value;
  const states = new Numbering<State>(key);
  for (const state of list(model.states, 'states')) states.addNew(state, 'states');

  const actions = new Numbering<Action>(key);
  const terminal: number[] = [];
  const choices = states.values.map((state, s) => {
    const where = stateLabel({ states: states.names }, s);
    const declared = model.terminal?.(state);
    const offered = new Numbering<Action>(key);
    for (const action of declared ? [] : list(model.actions(state), `actions of ${where}`))
      offered.addNew(action, where);
    for (const action of offered.values) actions.add(action);
    if (offered.values.length === 0 && declared !== false) terminal.push(s);
    return offered.values;
  });
  const names: MdpNames = { states: states.names, actions: actions.names, ...model.names };

  function* transitions(): MdpInput['transitions'] {
    for (const [s, state] of states.values.entries()) {
      for (const action of choices[s]) {
        const a = actions.indexOf(action)!;
        const where = pairLabel(names, s, a);
        for (const [next, probability] of successors(model.transition(state, action), where)) {
          const successor = states.indexOf(next);
          if (successor === undefined) throw unknownState(next, states.nameOf(next), where);
          const reward = model.reward(state, action, next);
          if (!Number.isFinite(reward)) {
            throw numberRefusal(where, `the reward towards ${show(states.nameOf(next))}`, reward, 'a finite number');
          }
          yield [s, a, successor, probability, reward];
        }
      }
    }
  }
  return buildMdp({ stateCount: states.values.length, transitions: transitions(), terminal, names }, model);
};

/** Numbers values in the order in which they are added. */
class Numbering<T> {
  readonly values: T[] = [];
  readonly names: string[] = [];
  readonly #indices = new Map<unknown, number>();
  readonly #key: (value: T) => unknown;

  constructor(key: (value: T) => unknown) {
    this.#key = key;
  }

  indexOf(value: T): number | undefined {
    return this.#indices.get(this.#key(value));
  }

  nameOf(value: T): string {
    const key = this.#key(value);
    return isObject(key) ? JSON.stringify(key) : String(key);
  }

  add(value: T): void {
    if (this.indexOf(value) !== undefined) return;
    this.#indices.set(this.#key(value), this.values.length);
    this.names.push(this.nameOf(value));
    this.values.push(value);
  }

  addNew(value: T, where: string): void {
    if (this.indexOf(value) !== undefined) {
      throw new ModelError(`${where}: ${show(this.nameOf(value))} stands twice, expected once`);
    }
    this.add(value);
  }
}

const list = <T>(values: Iterable<T>, where: string): T[] => {
  if (!isObject(values) || typeof (values as Iterable<T>)[Symbol.iterator] !== 'function') {
    throw refusal(where, 'the list', values, 'an array, a Map or another iterable object');
  }
  return [...values];
};

const successors = <State>(listed: Iterable<readonly [State, number]>, where: string): (readonly [State, number])[] => {
  const entries = list(listed, `transition of ${where}`);
  if (entries.length === 0) {
    throw new ModelError(
      `${where}: no successor, expected at least one (an action that is not available must not be listed)`,
    );
  }
  const odd = entries.find(entry => !Array.isArray(entry) || entry.length !== 2);
  if (odd !== undefined) throw refusal(`transition of ${where}`, 'an entry', odd, '[next state, probability]');
  return entries;
};

const unknownState = (next: unknown, name: string, where: string): ModelError => {
  const cause = isObject(next) ? 'without a key, objects are the same only if identical' : 'misspelt, or not listed';
  return new ModelError(`${where}: the successor ${show(name)} is not among the states (${cause})`);
};

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
