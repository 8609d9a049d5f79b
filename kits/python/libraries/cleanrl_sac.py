"""CleanRL: its script sac_continuous_action.py, on given numbers.

The script is no module: its classes and the body of its loop are run as they stand in the installed file. Actions are
scaled within the density.
"""

import ast
from importlib.metadata import distribution
from types import SimpleNamespace

import numpy as np
import torch
from gymnasium.spaces import Box
from stable_baselines3.common.buffers import ReplayBuffer, ReplayBufferSamples
from stand_ins import SINGLE, ByNumber, Given, Harness, Quadratic, column, noise
from torch import nn

cleanrl = distribution("cleanrl")
harness = Harness(f"CleanRL {cleanrl.version}", unit_roundoff=SINGLE)


def first(nodes, text):
    return next(node for node in nodes if text in ast.unparse(node).split("\n")[0])


script = ast.parse(cleanrl.locate_file("cleanrl/sac_continuous_action.py").read_text())
loop = first(ast.walk(first(script.body, "__main__")), "for global_step")
training = first(loop.body, "global_step > args.learning_starts")
acting = loop.body[: loop.body.index(training)]
averaging = first(training.body, "target_network_frequency")


def run(statements, scope):
    exec(compile(ast.Module(statements, []), "sac_continuous_action.py", "exec"), scope)
    return scope


library = run(
    [node for node in script.body if isinstance(node, (ast.ClassDef, ast.Assign))],
    {"torch": torch, "nn": nn, "F": nn.functional, "np": np},
)
frozen = torch.optim.SGD([torch.zeros(1)], lr=0.0)


def train(data, actor, critics, alpha=0.0, gamma=1.0, **names):
    """One pass through the training, and the names of the script after it."""
    args = SimpleNamespace(
        learning_starts=0,
        batch_size=1,
        gamma=gamma,
        tau=1.0,
        policy_frequency=1,
        target_network_frequency=1,
        autotune="log_alpha" in names,
    )
    qf1, qf2 = critics
    networks = dict(actor=actor, qf1=qf1, qf2=qf2, qf1_target=qf1, qf2_target=qf2)
    optimizers = dict(q_optimizer=frozen, actor_optimizer=frozen, a_optimizer=frozen)
    setting = dict(rb=SimpleNamespace(sample=lambda _: data), args=args, alpha=alpha, global_step=1)
    return run([training], {**library, **networks, **optimizers, **setting, **names})


class Actor(ByNumber):
    """The log-probability of its action is given."""

    def get_action(self, observations):
        return torch.zeros_like(observations), self(observations), None


def box(scale):
    return Box(-np.array(scale, np.float32), np.array(scale, np.float32))


def actor_with(mean, log_deviation, scale):
    """The library's actor, where the network says this."""
    actions = box(scale)
    spaces = dict(single_observation_space=box([1.0]), single_action_space=actions, action_space=actions)
    actor = library["Actor"](SimpleNamespace(**spaces))
    actor.forward = lambda _: (mean(), log_deviation())
    return actor


def critics_by_number(values):
    return [ByNumber(column(critic)) for critic in zip(*values)]


def ended(rewards, action_size=1):
    """Transitions of the states 0, 1, ... into the end, so that their targets are their rewards."""
    n = len(rewards)
    states = column(range(n))
    actions = torch.zeros(n, action_size)
    return ReplayBufferSamples(states, actions, states, torch.ones(n, 1), column(rewards))


def environment(steps):
    """Recorded steps, as gym tells them. A step leads to the state of its own number, every episode begins at -1."""

    def outcomes():
        for number, (reward, terminated, truncated) in enumerate(steps):
            done = terminated or truncated
            info = {"TimeLimit.truncated": not terminated} if truncated else {}
            if done:
                info["terminal_observation"] = np.array([number])
            yield np.array([[-1.0 if done else number]]), np.array([reward]), np.array([done]), [info]

    recorded = outcomes()
    return SimpleNamespace(num_envs=1, single_action_space=box([1.0]), step=lambda _: next(recorded))


@harness.operation
def criticTarget(rewards, terminated, truncated, nextValues, nextLogProb, discount, temperature):
    n = len(rewards)
    envs = environment(zip(rewards, terminated, truncated))
    rb = ReplayBuffer(n, box([1.0]), envs.single_action_space, "cpu", handle_timeout_termination=True)
    args = SimpleNamespace(learning_starts=n)
    scope = {**library, "envs": envs, "rb": rb, "args": args, "obs": np.array([[-1.0]])}
    for step in range(n):
        run(acting, {**scope, "global_step": step})
    data = rb._get_samples(np.arange(n))
    after = train(data, Actor(column(nextLogProb)), critics_by_number(nextValues), alpha=temperature, gamma=discount)
    return after["next_q_value"].tolist()


@harness.operation
def criticLoss(predictions, targets):
    critics = critics_by_number([(q, q) for q in predictions])
    return train(ended(targets), Actor(column(predictions)), critics)["qf_loss"].item()


@harness.operation
def policyLoss(values, logProb, temperature):
    after = train(ended(logProb), Actor(column(logProb)), critics_by_number(values), alpha=temperature)
    return after["actor_loss"].item()


@harness.operation
def temperatureLoss(parameter, logProb, targetEntropy):
    log_alpha = torch.tensor([parameter], requires_grad=True)
    critics = critics_by_number([(l, l) for l in logProb])
    names = dict(log_alpha=log_alpha, target_entropy=targetEntropy)
    after = train(ended(logProb), Actor(column(logProb)), critics, **names)
    return {"loss": after["alpha_loss"].item(), "gradient": log_alpha.grad.item()}


@harness.operation
def policyGradient(mean, logDeviation, epsilon, scale, slope, curvature, temperature):
    mean, log_deviation = Given(mean), Given(logDeviation)
    actor, critic = actor_with(mean, log_deviation, scale), Quadratic(slope, curvature, [1.0] * len(scale))
    with noise(epsilon):
        train(ended([0.0] * len(epsilon), len(scale)), actor, [critic, critic], alpha=temperature)
    return {"mean": mean.answer.grad.tolist(), "logDeviation": log_deviation.answer.grad.tolist()}


@harness.operation
def squashedGaussian(mean, logDeviation, epsilon, scale):
    actor = actor_with(Given(mean), Given(logDeviation), scale)
    with noise(epsilon), torch.no_grad():
        actions, log_prob, _ = actor.get_action(None)
    return {"actions": actions.tolist(), "logProb": log_prob.flatten().tolist()}


@harness.operation
def movingAverage(tau, online, target):
    online, target = Given([online]), Given([target])
    networks = dict(qf1=online, qf2=online, qf1_target=target, qf2_target=Given([0.0]))
    run([averaging], {**networks, "args": SimpleNamespace(tau=tau, target_network_frequency=1), "global_step": 0})
    return target.answer.item()


harness.run()
