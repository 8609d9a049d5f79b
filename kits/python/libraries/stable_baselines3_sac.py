"""Stable-Baselines3: SAC.train(), its actor, its replay buffers and its moving average, on given numbers.

Actions are the policy's own, within [-1, 1]: the library scales them for the environment, outside of the density.
"""

from types import SimpleNamespace
from unittest.mock import patch

import gymnasium
import numpy as np
import stable_baselines3
import torch
from gymnasium.spaces import Box
from stable_baselines3 import SAC
from stable_baselines3.common.buffers import NStepReplayBuffer, ReplayBuffer
from stable_baselines3.common.type_aliases import ReplayBufferSamples
from stable_baselines3.common.utils import polyak_update
from stable_baselines3.common.vec_env import DummyVecEnv
from stand_ins import SINGLE, ByNumber, Given, Harness, Quadratic, column, noise
from torch import nn

harness = Harness(f"Stable-Baselines3 {stable_baselines3.__version__}", unit_roundoff=SINGLE)


class Recording(gymnasium.Env):
    """Steps that were recorded. A step leads to the state of its own number; every episode begins at -1."""

    observation_space = Box(-np.inf, np.inf, (1,))
    action_space = Box(-1, 1, (1,))

    def __init__(self, steps=()):
        self.steps = enumerate(steps)

    def reset(self, seed=None, options=None):
        return np.array([-1.0], np.float32), {}

    def step(self, action):
        number, (reward, terminated, truncated) = next(self.steps)
        return np.array([number], np.float32), reward, terminated, truncated, {}


sac = SAC("MlpPolicy", Recording(), learning_rate=0.0, buffer_size=1, device="cpu")
frozen = torch.optim.SGD([torch.zeros(1)], lr=0.0)


class Actor(ByNumber):
    """The log-probability of its action is given."""

    def action_log_prob(self, observations):
        return torch.zeros_like(observations), self(observations)


class Critics(ByNumber):
    """Two critics whose values are given."""

    def forward(self, observations, _):
        return super().forward(observations).split(1, dim=1)


class QuadraticCritics(Quadratic):
    def forward(self, observations, actions):
        q = super().forward(observations, actions)
        return q, q


def actor_with(mean, log_deviation):
    """The library's actor, where the last layers say this."""
    sac.policy.actor.mu, sac.policy.actor.log_std = Given(mean), Given(log_deviation)
    return sac.policy.actor


def ended(rewards, action_size=1):
    """Transitions of the states 0, 1, ... into the end, so that their targets are their rewards."""
    n = len(rewards)
    states = column(range(n))
    actions = torch.zeros(n, action_size)
    return ReplayBufferSamples(states, actions, states, torch.ones(n, 1), column(rewards))


def train(samples, actor, critics, discount=1.0, temperature=0.0, target_entropy=0.0, log_temperature=None):
    """Runs a step of SAC.train() and gives what it logs, and what it regresses the critics to."""
    actor.optimizer = critics.optimizer = frozen
    sac.actor, sac.critic, sac.critic_target = actor, critics, critics
    sac.replay_buffer = SimpleNamespace(sample=lambda *_, **__: samples)
    sac.gamma, sac.target_entropy = discount, target_entropy
    sac.ent_coef_tensor = torch.tensor(temperature)
    sac.log_ent_coef = log_temperature
    sac.ent_coef_optimizer = None if log_temperature is None else frozen
    logged = {}
    sac.set_logger(SimpleNamespace(record=lambda name, value, **_: logged.update({name: value})))
    with patch("torch.nn.functional.mse_loss", wraps=nn.functional.mse_loss) as regression:
        sac.train(gradient_steps=1)
    return logged, regression.call_args.args[1]


def target(kind, rewards, terminated, truncated, nextValues, nextLogProb, discount, temperature, **options):
    """What the critics are regressed to for the first step of every row, once the library has stored and sampled them all."""
    steps = [step for row in zip(rewards, terminated, truncated) for step in zip(*row)]
    env = DummyVecEnv([lambda: Recording(steps)])
    buffer = kind(len(steps), env.observation_space, env.action_space, device="cpu", **options)
    sac._last_obs, action = env.reset(), np.zeros((1, 1), np.float32)
    for _ in steps:
        sac._store_transition(buffer, action, *env.step(action))
    samples = buffer._get_samples(np.arange(0, len(steps), len(rewards[0])))
    critics, actor = Critics([pair for row in nextValues for pair in row]), Actor(column([l for row in nextLogProb for l in row]))
    return train(samples, actor, critics, discount, temperature)[1].flatten().tolist()


@harness.operation
def rolloutTarget(rewards, *rest):
    return target(NStepReplayBuffer, rewards, *rest, n_steps=len(rewards[0]), gamma=rest[-2])


@harness.operation
def criticTarget(*batch):
    *rows, discount, temperature = batch
    return target(ReplayBuffer, *([[x] for x in column] for column in rows), discount, temperature)


@harness.operation
def criticLoss(predictions, targets):
    critics = Critics([(q, q) for q in predictions])
    return train(ended(targets), Actor(column(predictions)), critics)[0]["train/critic_loss"]


@harness.operation
def policyLoss(values, logProb, temperature):
    logged, _ = train(ended(logProb), Actor(column(logProb)), Critics(values), temperature=temperature)
    return logged["train/actor_loss"]


@harness.operation
def temperatureLoss(parameter, logProb, targetEntropy):
    log_temperature = torch.tensor([parameter], requires_grad=True)
    critics = Critics([(l, l) for l in logProb])
    logged, _ = train(ended(logProb), Actor(column(logProb)), critics, target_entropy=targetEntropy, log_temperature=log_temperature)
    return {"loss": logged["train/ent_coef_loss"], "gradient": log_temperature.grad.item()}


@harness.operation
def policyGradient(mean, logDeviation, epsilon, scale, slope, curvature, temperature):
    actor = actor_with(mean, logDeviation)
    with noise(epsilon):
        train(ended([0.0] * len(mean), len(scale)), actor, QuadraticCritics(slope, curvature, scale), temperature=temperature)
    return {"mean": actor.mu.answer.grad.tolist(), "logDeviation": actor.log_std.answer.grad.tolist()}


@harness.operation
def squashedGaussian(mean, logDeviation, epsilon, scale):
    with noise(epsilon), torch.no_grad():
        actions, log_prob = actor_with(mean, logDeviation).action_log_prob(column(range(len(mean))))
    return {"actions": actions.tolist(), "logProb": log_prob.tolist()}


@harness.operation
def movingAverage(tau, online, target):
    online, target = torch.tensor([online]), torch.tensor([target])
    polyak_update([online], [target], tau)
    return target.item()


harness.run()
