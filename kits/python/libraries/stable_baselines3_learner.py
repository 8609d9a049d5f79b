"""Stable-Baselines3's SAC as a learner: its networks, optimisers, training step, saving and loading."""

import io
from itertools import count
from types import SimpleNamespace

import gymnasium
import torch
from gymnasium.spaces import Box
from stable_baselines3 import SAC
from stable_baselines3.common.type_aliases import ReplayBufferSamples
from stand_ins import column, noise

learners = {}
handles = count()


class Learner(SAC):
    """SAC with a learning rate for each group of parameters; the library has one for all."""

    rates = (0.0, 0.0, 0.0)

    def _update_learning_rate(self, optimizers):
        for optimizer, rate in zip(optimizers, self.rates):
            optimizer.param_groups[0]["lr"] = rate


class Spaces(gymnasium.Env):
    """An environment that is never run."""

    def __init__(self, observation_size, action_size):
        self.observation_space = Box(-float("inf"), float("inf"), (observation_size,))
        self.action_space = Box(-1, 1, (action_size,))


def added(learner):
    learner.set_logger(SimpleNamespace(record=lambda *_, **__: None))
    handle = next(handles)
    learners[handle] = learner
    learners.pop(handle - 1024, None)
    return handle


def learnerInit(
    observationSize,
    actionSize,
    seed,
    tau,
    actorRate,
    criticRate,
    temperatureRate,
    temperature,
    targetEntropy,
    discount,
):
    learner = Learner(
        "MlpPolicy",
        Spaces(int(observationSize), int(actionSize)),
        seed=int(seed),
        tau=tau,
        ent_coef=f"auto_{temperature}",
        target_entropy=targetEntropy,
        gamma=discount,
        buffer_size=1,
        policy_kwargs={"net_arch": [4], "activation_fn": torch.nn.Tanh},
        device="cpu",
    )
    learner.rates = (actorRate, criticRate, temperatureRate)
    return added(learner)


def learnerUpdate(handle, batch, noises):
    learner = learners[handle]
    samples = ReplayBufferSamples(
        torch.tensor(batch["observations"]),
        torch.tensor(batch["actions"]),
        torch.tensor(batch["nextObservations"]),
        column(batch["terminated"]),
        column(batch["rewards"]),
    )
    learner.replay_buffer.sample = lambda *_, **__: samples
    with noise(noises["action"], noises["next"]):
        learner.train(gradient_steps=1)
    return learnerParameters(handle)


def learnerParameters(handle):
    learner = learners[handle]

    def flat(network):
        return torch.cat([p.detach().flatten() for p in network.parameters()]).tolist()

    return {
        "actor": flat(learner.actor),
        "critics": [flat(critic) for critic in learner.critic.q_networks],
        "targets": [flat(critic) for critic in learner.critic_target.q_networks],
        "temperature": learner.log_ent_coef.exp().item(),
    }


def learnerReload(handle):
    file = io.BytesIO()
    learners[handle].save(file)
    file.seek(0)
    return added(Learner.load(file, env=learners[handle].env, device="cpu"))


operations = (learnerInit, learnerUpdate, learnerParameters, learnerReload)
