"""Stand-ins for networks and chance, so that a library's own code runs on given numbers."""

import os
import sys
from itertools import cycle
from unittest.mock import patch

import torch
from torch import nn

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from soft_bellman_harness import Harness, Skip  # noqa: E402, F401

SINGLE = 2.0**-24

torch.set_num_threads(1)


def column(numbers):
    """n numbers as n rows."""
    return torch.tensor(numbers, dtype=torch.float32).reshape(-1, 1)


class Given(nn.Module):
    """A network that answers what it was given, whatever it is asked. The answer is its parameter: it has a slope."""

    def __init__(self, answer):
        super().__init__()
        self.answer = nn.Parameter(torch.as_tensor(answer, dtype=torch.float32))

    def forward(self, *_):
        return self.answer


class ByNumber(Given):
    """A network whose answers are given for the states by number."""

    def forward(self, observations, *_, **__):
        return self.answer[torch.as_tensor(observations)[:, 0].long()]


class Quadratic(nn.Module):
    """The critic Q(a) = sum of b_k a_k - w_k a_k^2 / 2; actions are given to it in units of c."""

    def __init__(self, slope, curvature, scale):
        super().__init__()
        self.b = nn.Parameter(torch.tensor(slope))
        self.w, self.c = torch.tensor(curvature), torch.tensor(scale)

    def forward(self, _, action):
        a = self.c * action
        return (self.b * a - self.w * a * a / 2).sum(-1, keepdim=True)


def noise(*draws):
    """Within this, a normal draw of torch is mean + deviation * epsilon, for one epsilon after another."""
    epsilons = cycle(torch.tensor(epsilon) for epsilon in draws)
    return patch("torch.distributions.normal._standard_normal", lambda *_, **__: next(epsilons))
