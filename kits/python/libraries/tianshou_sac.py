"""Tianshou: its SAC, with replay buffer, policy, learned temperature and moving average, on given numbers.

Actions are the policy's own, within [-1, 1]: the library scales them for the environment, outside of the density.
"""

import numpy as np
import tianshou
import torch
from gymnasium.spaces import Box
from stand_ins import SINGLE, ByNumber, Given, Harness, Quadratic, column, noise
from tianshou.algorithm import SAC
from tianshou.algorithm.modelfree.sac import AutoAlpha, SACPolicy
from tianshou.algorithm.optim import AdamOptimizerFactory
from tianshou.data import Batch, ReplayBuffer
from tianshou.utils.lagged_network import polyak_parameter_update

harness = Harness(f"Tianshou {tianshou.__version__}", unit_roundoff=SINGLE)
frozen = AdamOptimizerFactory(lr=0.0)


class Drawn(SACPolicy):
    """A policy whose log-probabilities are given for the states by number."""

    def __init__(self, log_prob):
        super().__init__(actor=ByNumber(column(log_prob)), action_space=Box(-1, 1, (1,)))

    def forward(self, batch, **_):
        log_prob = self.actor(batch.obs)
        return Batch(act=torch.zeros_like(log_prob), log_prob=log_prob)


class Gaussian(torch.nn.Module):
    """A network that gives mean and deviation."""

    def __init__(self, mean, log_deviation):
        super().__init__()
        self.mean, self.log_deviation = Given(mean), Given(log_deviation)
        self.max_action = 1.0

    def forward(self, *_, **__):
        return (self.mean(), self.log_deviation().exp()), None


def critics_by_number(values):
    return [ByNumber(column(critic)) for critic in zip(*values)]


def sac(policy, critics, **options):
    critic, critic2 = critics
    return SAC(policy=policy, policy_optim=frozen, critic=critic, critic2=critic2, critic_optim=frozen, **options)


def update(algorithm, returns, action_size=1):
    """What an update reports; the critics are regressed to `returns` at the states 0, 1, ..."""
    n = len(returns)
    batch = Batch(obs=column(range(n)), act=torch.zeros(n, action_size), returns=torch.tensor(returns), info=Batch())
    return algorithm._update_with_batch(batch)


@harness.operation
def rolloutTarget(rewards, terminated, truncated, nextValues, nextLogProb, discount, temperature):
    steps = [step for row in zip(rewards, terminated, truncated) for step in zip(*row)]
    horizon = len(rewards[0])
    buffer = ReplayBuffer(len(steps))
    for number, (reward, ended, cut) in enumerate(steps):
        state = np.array([number])
        ending = {"terminated": ended, "truncated": cut}
        buffer.add(Batch(obs=state, act=np.zeros(1), rew=reward, obs_next=state, info={}, **ending))
    critics = critics_by_number([pair for row in nextValues for pair in row])
    algorithm = sac(
        Drawn([l for row in nextLogProb for l in row]),
        critics,
        gamma=discount,
        alpha=temperature,
        n_step_return_horizon=horizon,
    )
    first = np.arange(0, len(steps), horizon)
    return algorithm._preprocess_batch(buffer[first], buffer, first).returns.flatten().tolist()


@harness.operation
def criticTarget(*batch):
    *columns, discount, temperature = batch
    return rolloutTarget(*([[x] for x in column] for column in columns), discount, temperature)


@harness.operation
def criticLoss(predictions, targets):
    algorithm = sac(Drawn(predictions), critics_by_number([(q, q) for q in predictions]))
    return update(algorithm, targets).critic1_loss


@harness.operation
def policyLoss(values, logProb, temperature):
    algorithm = sac(Drawn(logProb), critics_by_number(values), alpha=temperature)
    return update(algorithm, logProb).actor_loss


@harness.operation
def temperatureLoss(parameter, logProb, targetEntropy):
    alpha = AutoAlpha(targetEntropy, parameter, frozen)
    algorithm = sac(Drawn(logProb), critics_by_number([(l, l) for l in logProb]), alpha=alpha)
    return {"loss": update(algorithm, logProb).alpha_loss, "gradient": alpha._log_alpha.grad.item()}


def policy_with(mean, log_deviation):
    """The library's policy, where the network says this."""
    d = len(mean[0])
    return SACPolicy(actor=Gaussian(mean, log_deviation), deterministic_eval=False, action_space=Box(-1, 1, (d,)))


@harness.operation
def policyGradient(mean, logDeviation, epsilon, scale, slope, curvature, temperature):
    policy = policy_with(mean, logDeviation)
    critics = [Quadratic(slope, curvature, scale) for _ in range(2)]
    with noise(epsilon):
        update(sac(policy, critics, alpha=temperature), [0.0] * len(mean), len(scale))
    mean, log_deviation = policy.actor.mean, policy.actor.log_deviation
    return {"mean": mean.answer.grad.tolist(), "logDeviation": log_deviation.answer.grad.tolist()}


@harness.operation
def squashedGaussian(mean, logDeviation, epsilon, scale):
    with noise(epsilon), torch.no_grad():
        drawn = policy_with(mean, logDeviation)(Batch(obs=column(range(len(mean))), info=Batch()))
    return {"actions": drawn.act.tolist(), "logProb": drawn.log_prob.flatten().tolist()}


@harness.operation
def movingAverage(tau, online, target):
    online, target = Given([online]), Given([target])
    polyak_parameter_update(target, online, tau)
    return target.answer.item()


# The library compiles what it needs at the first call.
criticTarget([0.0], [True], [False], [(0.0, 0.0)], [0.0], 0.0, 0.0)
harness.run()
