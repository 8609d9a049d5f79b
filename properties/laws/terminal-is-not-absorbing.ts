import fc from 'fast-check';
import { equal, equalEverywhere, exact, log, mul, type Values, zip } from '../approximation.ts';
import { actingState, drawProblems, policy, terminalNumbers, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { forever } from '../model.ts';
import * as observed from '../observation.ts';
import type { Problem } from '../subject.ts';
import { absorbing, ended } from '../transformations.ts';

/**
 * Where nothing is chosen the value is 0, whatever a table says there, and to reach such a state is to reach the end. A state in which $n$
 * actions lead back to it for reward 0 is worth more, since its entropy is paid for ever:
 * $$V^*(s) = \tfrac{\alpha \log n}{1 - \gamma}$$
 * It is as good as terminal for $n = 1$ alone.
 */
export const terminalIsNotAbsorbing: Law<'optimalBackup' | 'policyBackup' | 'optimalValues'> = {
  id: 'terminal-is-not-absorbing',
  needs: ['optimalBackup', 'policyBackup', 'optimalValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(
      draw({ V: values, atTerminal: terminalNumbers, pi: policy, state: actingState }),
      fc.integer({ min: 2, max: 4 }),
      ({ problem, V, atTerminal, pi, state }, actions) => {
        const given = V.map(exact);
        const marked = zip(V, atTerminal, (v, mark) => exact(v + mark));
        const optimal = (p: Problem, U: Values): Values => observed.optimalBackup(subject, p, U);
        const following = (p: Problem, U: Values): Values => observed.policyBackup(subject, p, pi, U);
        equalEverywhere(optimal(problem, marked), optimal(problem, given), 'T*V ignores V at terminal states');
        equalEverywhere(following(problem, marked), following(problem, given), 'T^pi V ignores V at terminal states');
        const end = ended(problem);
        equalEverywhere(optimal(end, given), optimal(problem, given), 'T*V with the end for terminal states = T*V');
        equalEverywhere(
          following(end, given),
          following(problem, given),
          'T^pi V with the end for terminal states = T^pi V',
        );

        const optimum = (p: Problem): Values => observed.optimalValues(subject, p);
        const choice = forever(problem, mul(exact(problem.temperature), log(exact(actions))));
        equal(
          optimum(absorbing(problem, state, actions))[state],
          choice,
          `V*(${state}) = alpha log ${actions} / (1 - gamma), made absorbing with ${actions} actions`,
        );
        equalEverywhere(
          optimum(absorbing(problem, state, 1)),
          optimum(absorbing(problem, state, 0)),
          `V* with state ${state} absorbing by one action = V* with it terminal`,
        );
      },
    ),
};
