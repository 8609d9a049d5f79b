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
from stable_baselines3_learner import Spaces, operations
from stand_ins import SINGLE, ByNumber, Given, Harness, Quadratic, column, noise
from torch import nn

harness = Harness(f"Stable-Baselines3 {stable_baselines3.__version__}", unit_roundoff=SINGLE)


class Recording(gymnasium.Env):
    """Steps that were recorded: what the environment reported of each."""

    def __init__(self, steps):
        self.steps, self.first = iter(steps), steps[0]["observation"]
        self.observation_space = Box(-np.inf, np.inf, (len(self.first),))
        self.action_space = Box(-1, 1, (len(steps[0]["action"]),))

    def reset(self, seed=None, options=None):
        return np.array(self.first), {}

    def step(self, action):
        step = next(self.steps)
        self.first = step["nextObservation"]
        observation = step["finalObservation"] or step["nextObservation"]
        return np.array(observation), step["reward"], step["terminated"], step["truncated"], {}


sac = SAC("MlpPolicy", Spaces(1, 1), buffer_size=1, device="cpu")
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


def remembered(kind, steps, **options):
    """The library's replay buffer after the library has stored these steps of an environment."""
    env = DummyVecEnv([lambda: Recording(steps)])
    buffer = kind(observation_space=env.observation_space, action_space=env.action_space, device="cpu", **options)
    sac._last_obs = env.reset()
    for step in steps:
        action = np.array([step["action"]])
        sac._store_transition(buffer, action, *env.step(action))
    return buffer


def numbered_steps(rewards, terminated, truncated):
    """A step leads to the state of its own number, every episode begins at -1."""
    for number, (reward, ended, cut) in enumerate(zip(rewards, terminated, truncated)):
        over = ended or cut
        yield {
            "observation": [-1.0],
            "action": [0.0],
            "reward": reward,
            "terminated": ended,
            "truncated": cut,
            "nextObservation": [-1.0 if over else number],
            "finalObservation": [number] if over else [],
        }


def target(kind, rewards, terminated, truncated, nextValues, nextLogProb, discount, temperature, **options):
    """What the critics are regressed to for the first step of every row."""
    flat = [[x for row in rows for x in row] for rows in (rewards, terminated, truncated, nextValues, nextLogProb)]
    *columns, values, log_prob = flat
    buffer = remembered(kind, list(numbered_steps(*columns)), buffer_size=len(log_prob), **options)
    samples = buffer._get_samples(np.arange(0, len(log_prob), len(rewards[0])))
    return train(samples, Actor(column(log_prob)), Critics(values), discount, temperature)[1].flatten().tolist()


@harness.operation
def storedTransitions(steps, capacity):
    buffer = remembered(ReplayBuffer, steps, buffer_size=int(capacity))
    samples = buffer._get_samples(np.arange(buffer.size()))
    return [
        {
            "observation": observation,
            "action": action,
            "reward": reward,
            "nextObservation": next_observation,
            "terminated": bool(done),
        }
        for observation, action, next_observation, done, reward in zip(
            samples.observations, samples.actions, samples.next_observations, samples.dones[:, 0], samples.rewards[:, 0]
        )
    ]


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
    options = {"target_entropy": targetEntropy, "log_temperature": log_temperature}
    logged, _ = train(ended(logProb), Actor(column(logProb)), critics, **options)
    return {"loss": logged["train/ent_coef_loss"], "gradient": log_temperature.grad.item()}


@harness.operation
def policyGradient(mean, logDeviation, epsilon, scale, slope, curvature, temperature):
    actor, critics = actor_with(mean, logDeviation), QuadraticCritics(slope, curvature, scale)
    with noise(epsilon):
        train(ended([0.0] * len(mean), len(scale)), actor, critics, temperature=temperature)
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


for operation in operations:
    harness.operation(operation)
harness.run()
