import { buildMdp, type MdpInput } from '../build.ts';
import type { FiniteMdp, MdpNames } from '../finite-mdp.ts';
import { ModelError, show } from '../model-error.ts';
import type { RowOptions } from '../validate.ts';
import { isJsonObject, listOf, objectOf, rowsOf, stringOf } from './json-shape.ts';

const FORMAT = 'soft-bellman-mdp/1';

/** Whether a JSON value looks like the project's own format: an object with `format` or `transitions`. */
export const isSparseJson = (value: unknown): boolean =>
  isJsonObject(value) && (Object.hasOwn(value, 'format') || Object.hasOwn(value, 'transitions'));

/**
 * The model in the project's own format:
 * `{"format": "soft-bellman-mdp/1", "states": n, "transitions": [[s, a, next, p], …], "rewards": [[s, a, r], …], "terminal": [s, …]}`.
 * A `next` may be `"end"`, the end of the episode; a fifth number of a transition is its reward; `names` may name states and actions.
 * @throws {@link ModelError} naming the state and action at fault, or the part of the file.
 */
export const readSparseJson = (value: unknown, options: RowOptions = {}): FiniteMdp => {
  const file = objectOf(value, 'model', ['format', 'states', 'transitions', 'rewards', 'terminal', 'names']);
  if (file.format !== FORMAT) {
    throw new ModelError(`model: the field "format" is ${show(file.format)}, expected ${show(FORMAT)}`);
  }
  const { states, transitions, rewards = [], terminal = [], names } = file;
  // Shapes are checked here, numbers by the assembler, which takes nothing on trust.
  return buildMdp(
    {
      stateCount: states,
      transitions: rowsOf(
        transitions,
        'transitions',
        [4, 5],
        '[state, action, next, probability], or with a reward as fifth',
      ),
      rewards: rowsOf(rewards, 'rewards', [3], '[state, action, reward]'),
      terminal: listOf(terminal, 'terminal'),
      names: names === undefined ? undefined : readNames(names),
    } as MdpInput,
    options,
  );
};

/** The text of `mdp` in pieces, so that it may be longer than a string can be; `readSparseJson` gives the same numbers back. */
export function* writeSparseJson(mdp: FiniteMdp): Generator<string> {
  yield `{"format": ${JSON.stringify(FORMAT)},\n"states": ${mdp.stateCount},\n"transitions": [`;
  yield* separated(lines(mdp, transitionsOf));
  yield '],\n"rewards": [';
  yield* separated(lines(mdp, rewardsOf));
  yield '],\n"terminal": [';
  yield* separated(lines(mdp, terminalOf));
  yield mdp.names ? `],\n"names": ${JSON.stringify(mdp.names)}}\n` : ']}\n';
}

const readNames = (value: unknown): MdpNames => {
  const names = objectOf(value, 'names', ['title', 'states', 'actions']);
  const strings = (list: unknown, what: string): string[] =>
    listOf(list, `the list of ${what} names`).map(name => stringOf(name, `a name of the ${what}s`));
  return {
    ...(names.title !== undefined && { title: stringOf(names.title, 'the title') }),
    ...(names.states !== undefined && { states: strings(names.states, 'state') }),
    ...(names.actions !== undefined && { actions: strings(names.actions, 'action') }),
  };
};

/** What a part of the file holds for a state: a line, or nothing. */
type Line = (mdp: FiniteMdp, state: number) => string;

const transitionsOf = (mdp: FiniteMdp, state: number): string => {
  const written: string[] = [];
  for (let pair = mdp.pairOffsets[state]; pair < mdp.pairOffsets[state + 1]; pair++) {
    for (let t = mdp.transitionOffsets[pair]; t < mdp.transitionOffsets[pair + 1]; t++) {
      const next = mdp.successors[t] === mdp.stateCount ? '"end"' : mdp.successors[t];
      const reward = mdp.transitionRewards?.[t] ? `, ${mdp.transitionRewards[t]}` : '';
      written.push(`[${state}, ${mdp.actions[pair]}, ${next}, ${mdp.weights[t]}${reward}]`);
    }
  }
  return written.join(', ');
};

const rewardsOf = (mdp: FiniteMdp, state: number): string => {
  const written: string[] = [];
  for (let pair = mdp.pairOffsets[state]; pair < mdp.pairOffsets[state + 1]; pair++) {
    if (mdp.rewards[pair] !== 0) written.push(`[${state}, ${mdp.actions[pair]}, ${mdp.rewards[pair]}]`);
  }
  return written.join(', ');
};

const terminalOf = (mdp: FiniteMdp, state: number): string =>
  mdp.pairOffsets[state] === mdp.pairOffsets[state + 1] ? String(state) : '';

function* lines(mdp: FiniteMdp, line: Line): Generator<string> {
  for (let state = 0; state < mdp.stateCount; state++) {
    const written = line(mdp, state);
    if (written !== '') yield written;
  }
}

function* separated(parts: Iterable<string>): Generator<string> {
  let separator = '\n';
  for (const part of parts) {
    yield separator + part;
    separator = ',\n';
  }
}
