"""Stable-Baselines3 (torch) or SBX (jax), kept alive: each line on standard input is a JSON request, each answer a JSON line.

usage: sac.py stable-baselines3|sbx
The first line printed tells the versions. Requests:
  {"batch", "hidden", "observation", "action", "updates", "calls"}  `updates` updates in one call of `train`, and that so many times
  {"steps"}                                                         that many steps of `learn` on Pendulum, an update after each
With {"threads"} as well, torch computes with so many. Answers: {"seconds": wall-clock time, "processor": processor time of all threads}.
"""
import json
import os
import sys
from time import perf_counter, process_time

peer = sys.argv[1]
replies = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

import gymnasium
import numpy as np
from stable_baselines3.common.logger import Logger

if peer == "sbx":
    import jax
    import sbx

    SAC, versions = sbx.SAC, f"SBX {sbx.__version__}, jax {jax.__version__}"
else:
    import stable_baselines3
    import torch

    SAC = stable_baselines3.SAC
    versions = f"Stable-Baselines3 {stable_baselines3.__version__}, torch {torch.__version__}"


class Spaces(gymnasium.Env):
    """Nothing but spaces: the replay memory is filled by hand."""

    def __init__(self, observation, action):
        self.observation_space = gymnasium.spaces.Box(-np.inf, np.inf, (observation,), np.float32)
        self.action_space = gymnasium.spaces.Box(-1, 1, (action,), np.float32)

    def reset(self, seed=None, options=None):
        return self.observation_space.sample() * 0, {}


def learner(environment, batch, hidden):
    model = SAC(
        "MlpPolicy",
        environment,
        learning_rate=1e-3,
        buffer_size=10_000,
        batch_size=batch,
        learning_starts=100,
        policy_kwargs={"net_arch": [hidden, hidden]},
        seed=0,
        **({} if peer == "sbx" else {"device": "cpu"}),
    )
    model.set_logger(Logger(folder=None, output_formats=[]))
    return model


def filled(batch, hidden, observation, action):
    model = learner(Spaces(observation, action), batch, hidden)
    random = np.random.default_rng(0)
    for _ in range(5_000):
        states = random.standard_normal((2, 1, observation)).astype(np.float32)
        actions = random.uniform(-1, 1, (1, action)).astype(np.float32)
        reward, terminated = random.standard_normal(1), random.random(1) < 0.01
        model.replay_buffer.add(states[0], states[1], actions, reward, terminated, [{}])
    return model


models = {}


def finished(model):
    """jax answers before it is done."""
    if peer == "sbx":
        jax.block_until_ready((model.policy.actor_state.params, model.policy.qf_state.params))


def train(batch, hidden, observation, action, updates, calls):
    key = (batch, hidden, observation, action)
    if key not in models:
        models[key] = filled(*key)
    model = models[key]
    for _ in range(calls):
        model.train(updates, batch)
    finished(model)


def learn(steps):
    if "pendulum" not in models:
        models["pendulum"] = learner(gymnasium.make("Pendulum-v1"), 256, 256)
        models["pendulum"].learn(200)
    model = models["pendulum"]
    model.learn(steps, reset_num_timesteps=False)
    finished(model)


def answer(value):
    print(json.dumps(value), file=replies, flush=True)


answer({"versions": versions})
for line in sys.stdin:
    request = json.loads(line)
    threads = request.pop("threads", None)
    if threads:
        torch.set_num_threads(threads)
    wall, processor = perf_counter(), process_time()
    learn(**request) if "steps" in request else train(**request)
    answer({"seconds": perf_counter() - wall, "processor": process_time() - processor})
