import fc from 'fast-check';
import {
  type Approximation,
  add,
  equal,
  equalEverywhere,
  exact,
  log,
  loosen,
  maximum,
  mul,
  zip,
} from '../approximation.ts';
import { drawProblems, policy, terminalNumbers, unevenShare, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { actionValues, atActing, mixture, mostActions, relativeEntropy, statesOf } from '../model.ts';
import * as observed from '../observation.ts';
import type { Policy } from '../subject.ts';
import { inexact } from '../transformations.ts';

/**
 * Who always takes action $a$ is worth $Q_V(s, a)$; who mixes two policies gets the mean of what they are worth and is paid, at the rate $\alpha$, for
 * hiding which of them acted. For $\mu = w \pi + w' \pi'$, $w' = 1 - w$
 * $$T^\mu V = w (T^\pi V + \alpha\, \mathrm{KL}(\pi \,\|\, \mu)) + w' (T^{\pi'} V + \alpha\, \mathrm{KL}(\pi' \,\|\, \mu))$$
 * A mixture whose log-probabilities are off by $\varepsilon$ is worth $\varepsilon (\max |Q_V| + \alpha (1 + \log n))$ more or less, to first order.
 */
export const policyMixtures: Law<'policyBackup'> = {
  id: 'policy-mixtures',
  needs: ['policyBackup'],
  property: (subject, draw = drawProblems) =>
    fc.property(
      draw({ V: values, marks: terminalNumbers, pi: policy, other: policy }),
      unevenShare,
      ({ problem: drawn, V, marks, pi, other }, w) => {
        const problem = inexact(drawn);
        const { mdp, temperature } = problem;
        const given = zip(V, marks, (v, mark) => exact(1.1 * v + mark));
        const Q = statesOf(mdp).map(s => actionValues(problem, given, s));
        const following = (p: Policy) => observed.policyBackup(subject, problem, p, given);

        for (let a = 0; a < mostActions(mdp); a++) {
          const chosen = Q.map(row => Math.min(a, row.length - 1));
          const always = Q.map((row, s) => row.map((_, b) => (b === chosen[s] ? 0 : Number.NEGATIVE_INFINITY)));
          const expected = atActing(mdp, s => Q[s][chosen[s]]);
          equalEverywhere(
            following(always),
            expected,
            `T^pi V = Q_V(s, ${a}) for action ${a}, or the last, always, rewards, values and temperature times 1.1`,
          );
        }

        const mixed = pi.map((row, s) => mixture(w, row, other[s]));
        const whole = following(mixed.map(row => row.map(l => l.value)));
        const [one, two] = [following(pi), following(other)];
        const paid = (T: Approximation, p: readonly number[], s: number) =>
          add(T, mul(exact(temperature), relativeEntropy(p, mixed[s])));
        for (const s of statesOf(mdp)) {
          if (Q[s].length === 0) continue;
          const off = maximum(mixed[s]).error;
          const size =
            Math.max(...Q[s].map(q => Math.abs(q.value))) + temperature * (1 + log(exact(Q[s].length)).value);
          equal(
            loosen(whole[s], off * size),
            add(mul(exact(w), paid(one[s], pi[s], s)), mul(exact(1 - w), paid(two[s], other[s], s))),
            `T^mu V = w (T^pi V + alpha KL(pi || mu)) + w' (T^pi' V + alpha KL(pi' || mu)) at state ${s}`,
          );
        }
      },
    ),
};
