/** What was found out by hand about the refutations of docs/libraries.md: for which libraries, and what it means. */
export const readings = {
  'squashed-density-tails': {
    libraries: ['Stable-Baselines3', 'CleanRL', 'Tianshou'],
    title: 'an approximation by design, wrong far out',
    text: `The libraries take the logarithm of $1 - \\tanh^2 u + \\varepsilon$, so that it never is that of 0, with $\\varepsilon = 10^{-6}$ (Tianshou: $2^{-23}$,
some eight times less; CleanRL adds it to $c (1 - \\tanh^2 u)$). For every coordinate this adds about $\\varepsilon \\cosh^2 u$ to the logarithm: with
$10^{-6}$, $2.3 \\cdot 10^{-5}$ at $|u| = 2.25$, more than single precision explains, and 0.26 at $|u| = 7$. Further out the correction stops at
$\\log \\varepsilon = -13.8$, where the true one, $-2 \\log \\cosh u$, goes on falling by 2 for every unit of $u$: at $|u| = 20$ the log-density is too small by
24.8, and the gradient of the correction by $u$ is 0 instead of 2. A policy that saturates looks more random than it is, and nothing in the entropy
term drives it back. Up to $|u| = 3$ the law \`squashed-density\` holds: there the constant is as small as what is lost by cancellation in single
precision. The stable form $2 (\\log 2 - |u| - \\log(1 + e^{-2|u|}))$ has no constant and costs no more; with it, in TorchRL, the law holds.`,
  },
  'rollout-target': {
    libraries: ['Stable-Baselines3', 'Tianshou'],
    title: 'targets of several steps count the entropy of the last state only',
    text: `The soft value of every state on the way counts the entropy there: $y_j = r_j + \\gamma V_{j+1}$ with $V = y - \\alpha \\log \\pi$. The
libraries discount and sum the rewards, and take $-\\alpha \\log \\pi$ at the state where they bootstrap. In the counterexample all is 0 but
$\\log \\pi = 1$ at a state on the way, so that the target is $-\\gamma^j \\alpha$, with $j$ the number of steps to that state; the libraries answer 0. On random
rollouts they agree to the last digit with the formula without these terms, so discounting, masks and time limits are right. With one step,
the default of both, the terms are none, and \`critic-target\` holds. With more, the fixed point is not the soft value of the policy: the entropy bonus
counts at every $n$-th state only. Others who met this added the terms
([coax #7](https://github.com/coax-dev/coax/pull/7), [ALF #829](https://github.com/HorizonRobotics/alf/pull/829)); whoever means it as a choice can leave the operation out.`,
  },
};
