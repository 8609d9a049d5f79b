import fc from 'fast-check';
import type { MdpInput } from '../../src/mdp/index.ts';

type Transition = MdpInput['transitions'] extends Iterable<infer T> ? T : never;

/** Any text, unpaired surrogates and control characters included. */
export const anyText: fc.Arbitrary<string> = fc.string({
  unit: fc.oneof(fc.nat(0xff), fc.nat(0xffff)).map(unit => String.fromCharCode(unit)),
});

const reward = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const weight = fc.oneof(
  { weight: 5, arbitrary: fc.double({ min: 2 ** -40, max: 1, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, Number.MIN_VALUE, 1e300) },
);

const pairOf = (stateCount: number) =>
  fc.record({
    first: weight.filter(w => w > 0),
    outcomes: fc.array(
      fc.record({
        next: fc.integer({ min: 0, max: stateCount }),
        weight,
        reward: fc.option(reward, { nil: undefined }),
      }),
      { maxLength: 4 },
    ),
    shared: fc.option(reward, { nil: undefined }),
    own: fc.option(reward, { nil: undefined }),
  });

const stateOf = (stateCount: number) =>
  fc.dictionary(fc.constantFrom('0', '1', '2', '70000', '2147483647'), pairOf(stateCount), { maxKeys: 3 });

/** Any model as lists whose rows need not sum to 1: terminal states, endings, repeated successors, zeros, rewards of both kinds. */
export const mdpInput: fc.Arbitrary<MdpInput> = fc
  .integer({ min: 1, max: 6 })
  .chain(stateCount => fc.array(stateOf(stateCount), { minLength: stateCount, maxLength: stateCount }))
  .map(states => {
    const transitions: Transition[] = [];
    const rewards: [number, number, number][] = [];
    const terminal: number[] = [];
    const end = states.length;
    states.forEach((pairs, state) => {
      const entries = Object.entries(pairs);
      if (entries.length === 0) terminal.push(state);
      for (const [name, { first, outcomes, shared, own }] of entries) {
        const action = Number(name);
        transitions.push([state, action, state, first, shared]);
        for (const { next, weight, reward } of outcomes) {
          transitions.push([state, action, next === end ? 'end' : next, weight, shared ?? reward]);
        }
        if (own !== undefined) rewards.push([state, action, own]);
      }
    });
    return { stateCount: states.length, transitions, rewards, terminal };
  });
