import * as definitions from '../definitions/index.ts';
import type { FiniteMdp } from '../mdp/finite-mdp.ts';
import { categorical, type FiniteArithmetic, indices, weighted } from './finite.ts';

/** The operators of a finite MDP, each a definition applied at every state: exactly what is meant, and nothing fast. */
export interface TabularOperators<N> {
  /** $Q_V(s, a) = r + \gamma P V$ at one state, in the order of its pairs. */
  actionValues(V: readonly N[], state: number): readonly N[];
  /** $T^* V$; 0 at terminal states. */
  optimalBackup(V: readonly N[]): readonly N[];
  /** $T^\pi V$ for the normalised weights $\exp$ of `logPolicy`, one list per state; 0 at terminal states. */
  policyBackup(logPolicy: Policy<N>, V: readonly N[]): readonly N[];
  /** $\log \pi_V$, the softmax-optimal policy of $Q_V$. */
  softmaxPolicy(V: readonly N[]): Policy<N>;
  /** $H(\pi(\cdot \mid s))$ in nats; 0 at terminal states. */
  entropies(logPolicy: Policy<N>): readonly N[];
}

/** Log-probabilities of every state's actions, up to a constant per state; empty at terminal states. */
export type Policy<N> = readonly (readonly N[])[];

/** The definitions that the operators are made of. */
export type Formulas = Pick<
  typeof definitions,
  'entropy' | 'softBackup' | 'softmaxPolicy' | 'softOptimalValue' | 'softStateValue'
>;

/** The operators of `mdp` over any arithmetic; other `formulas` than the definitions show what a wrong one does. */
export const tabular = <N>(
  R: FiniteArithmetic<N>,
  mdp: FiniteMdp,
  discount: N,
  temperature: N,
  formulas: Formulas = definitions,
): TabularOperators<N> => {
  const { entropy, softBackup, softmaxPolicy, softOptimalValue, softStateValue } = formulas;
  const zero = R.constant(0);
  const one = R.constant(1);
  const isTerminal = (s: number): boolean => mdp.pairOffsets[s] === mdp.pairOffsets[s + 1];
  const ends = (next: number): boolean => next === mdp.stateCount || isTerminal(next);

  const backup = (V: readonly N[], pair: number): N => {
    const begin = mdp.transitionOffsets[pair];
    const end = mdp.transitionOffsets[pair + 1];
    const next = weighted(R, mdp.weights.subarray(begin, end));
    const onTransition = mdp.transitionRewards?.subarray(begin, end);
    const reward = R.constant(mdp.rewards[pair]);
    return softBackup(
      R,
      onTransition
        ? R.add(
            reward,
            next.expectation(t => R.constant(onTransition[t])),
          )
        : reward,
      discount,
      next,
      t => (ends(mdp.successors[begin + t]) ? one : zero),
      t => V[mdp.successors[begin + t]] ?? zero,
    );
  };

  const actionValues = (V: readonly N[], s: number): readonly N[] => {
    const values: N[] = [];
    for (let pair = mdp.pairOffsets[s]; pair < mdp.pairOffsets[s + 1]; pair++) values.push(backup(V, pair));
    return values;
  };

  /** A function of the non-terminal states, `otherwise` at the terminal ones. */
  const atStates = <T>(f: (s: number) => T, otherwise: T): readonly T[] =>
    Array.from({ length: mdp.stateCount }, (_, s) => (isTerminal(s) ? otherwise : f(s)));

  const policyAt = (logPolicy: Policy<N>, s: number): definitions.Distribution<N, number> =>
    categorical(R, logPolicy[s]);

  return {
    actionValues,
    optimalBackup: V =>
      atStates(s => {
        const Q = actionValues(V, s);
        return softOptimalValue(indices(R, Q.length), a => Q[a], temperature);
      }, zero),
    policyBackup: (logPolicy, V) =>
      atStates(s => {
        const Q = actionValues(V, s);
        return softStateValue(R, policyAt(logPolicy, s), a => Q[a], temperature);
      }, zero),
    softmaxPolicy: V =>
      atStates<readonly N[]>(s => {
        const Q = actionValues(V, s);
        const policy = softmaxPolicy(R, indices(R, Q.length), a => Q[a], temperature);
        return Q.map((_, a) => policy.logProb(a));
      }, []),
    entropies: logPolicy => atStates(s => entropy(R, policyAt(logPolicy, s)), zero),
  };
};
