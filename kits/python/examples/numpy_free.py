"""A correct implementation in plain Python: the functions of one state and the operators."""

import math
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from soft_bellman_harness import Harness  # noqa: E402

harness = Harness("plain Python")


@harness.operation
def logSumExp(q, temperature):
    top = max(q)
    if temperature == 0:
        return top
    return top + temperature * math.log(math.fsum(math.exp((x - top) / temperature) for x in q))


@harness.operation
def softmax(q, temperature):
    top = max(q)
    if temperature == 0:
        ties = q.count(top)
        return [-math.log(ties) if x == top else -math.inf for x in q]
    normaliser = math.log(math.fsum(math.exp((x - top) / temperature) for x in q))
    return [(x - top) / temperature - normaliser for x in q]


@harness.operation
def stateValue(logPolicy, q, temperature):
    return math.fsum(math.exp(l) * (x - temperature * l) for l, x in zip(logPolicy, q) if l > -math.inf)


@harness.operation
def klObjective(logPolicy, q, temperature):
    return -stateValue(logPolicy, q, temperature)


@harness.operation
def entropy(logPolicy):
    return stateValue(logPolicy, [0.0] * len(logPolicy), 1.0)


@harness.operation
def movingAverage(tau, online, target):
    return tau * online + (1 - tau) * target


def action_values(problem, values, state):
    """Q(s, a) = r + discount * E[V(s')] for every action; V is 0 where nothing is chosen and where the episode ends."""

    def value(next_state):
        return 0.0 if next_state is None or not problem["actions"][next_state] else values[next_state]

    def action_value(action):
        mass = math.fsum(probability for _, probability, *_ in action["transitions"])
        mean = math.fsum(
            probability * (sum(reward) + problem["discount"] * value(next_state))
            for next_state, probability, *reward in action["transitions"]
        )
        return action["reward"] + mean / mass

    return [action_value(action) for action in problem["actions"][state]]


def at_acting_states(problem, f, otherwise):
    return [f(s) if problem["actions"][s] else otherwise for s in range(problem["states"])]


@harness.operation
def optimalBackup(problem, values):
    def backup(s):
        return logSumExp(action_values(problem, values, s), problem["temperature"])

    return at_acting_states(problem, backup, 0.0)


@harness.operation
def policyBackup(problem, policy, values):
    def backup(s):
        return stateValue(policy[s], action_values(problem, values, s), problem["temperature"])

    return at_acting_states(problem, backup, 0.0)


@harness.operation
def softmaxPolicy(problem, values):
    return at_acting_states(problem, lambda s: softmax(action_values(problem, values, s), problem["temperature"]), [])


if __name__ == "__main__":
    harness.run()
