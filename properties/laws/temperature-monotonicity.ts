import fc from 'fast-check';
import { type Approximation, atMost, exact, log, loosen, mul, sub } from '../approximation.ts';
import { actionValuesOf, drawState, temperature } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';
import type { Offering } from '../subject.ts';

/** $H(\operatorname{softmax}(q/\alpha))$: log-probabilities off by $\varepsilon$ move it by $\varepsilon (1 + \log n)$ at most, to first order. */
const softmaxEntropy = (
  subject: Offering<'softmax' | 'entropy'>,
  q: readonly number[],
  alpha: number,
): Approximation => {
  const logPolicy = observed.softmax(subject, q, alpha);
  const H = observed.entropy(
    subject,
    logPolicy.map(l => l.value),
  );
  return loosen(H, logPolicy[0].error * (1 + log(exact(q.length)).value));
};

/**
 * Log-sum-exp grows with the temperature, at the rate of the entropy, which grows too; its mean version falls. For $\alpha \le \alpha'$
 * $$(\alpha' - \alpha)\, H(\operatorname{softmax}(q/\alpha)) \le \operatorname{lse}_{\alpha'}(q) - \operatorname{lse}_\alpha(q) \le (\alpha' - \alpha)\, H(\operatorname{softmax}(q/\alpha'))$$
 * $$\operatorname{lse}_{\alpha'}(q) - \alpha' \log n \le \operatorname{lse}_\alpha(q) - \alpha \log n$$
 */
export const temperatureMonotonicity: Law<'logSumExp' | 'softmax' | 'entropy'> = {
  id: 'temperature-monotonicity',
  needs: ['logSumExp', 'softmax', 'entropy'],
  property: subject =>
    fc.property(drawState({ q: actionValuesOf }), temperature, temperature, ({ q }, one, other) => {
      const [cold, hot] = [Math.min(one, other), Math.max(one, other)];
      const warming = exact(hot - cold);
      const [before, after] = [observed.logSumExp(subject, q, cold), observed.logSumExp(subject, q, hot)];
      const rise = sub(after, before);
      atMost(mul(warming, softmaxEntropy(subject, q, cold)), rise, 'warming * H(softmax when cold) <= rise of lse');
      atMost(rise, mul(warming, softmaxEntropy(subject, q, hot)), 'rise of lse <= warming * H(softmax when hot)');
      const mellow = (y: Approximation, alpha: number) => sub(y, mul(exact(alpha), log(exact(q.length))));
      atMost(mellow(after, hot), mellow(before, cold), 'lse - alpha log n when hot <= lse - alpha log n when cold');
    }),
};
