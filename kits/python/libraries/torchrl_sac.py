"""TorchRL: SACLoss with TanhNormal, TD(0) and SoftUpdate, on given numbers. Actions are scaled within the density."""

import warnings

import torch
import torchrl
from stand_ins import SINGLE, ByNumber, Given, Harness, Quadratic, Skip, column, noise
from tensordict import TensorDict
from tensordict.nn import TensorDictModule
from torch import nn
from torch.distributions import Distribution
from torchrl.modules import ProbabilisticActor, TanhNormal, ValueOperator
from torchrl.objectives import SACLoss, SoftUpdate

warnings.filterwarnings("ignore")
harness = Harness(f"TorchRL {torchrl.__version__}", unit_roundoff=SINGLE)


class Drawn(Distribution):
    """A distribution whose log-probability is given."""

    has_rsample = True

    def __init__(self, given):
        super().__init__(given.shape[:-1], given.shape[-1:], validate_args=False)
        self.given = given

    def rsample(self, sample_shape=()):
        return torch.zeros_like(self.given)

    def log_prob(self, action):
        return self.given[..., 0]


class Gaussian(nn.Module):
    """A network that gives mean and deviation."""

    def __init__(self, mean, log_deviation):
        super().__init__()
        self.mean, self.log_deviation = Given(mean), Given(log_deviation)

    def forward(self, _):
        return self.mean(), self.log_deviation().exp()


def drawn(log_prob):
    """An actor whose log-probabilities are given for the states by number."""
    network = TensorDictModule(ByNumber(column(log_prob)), in_keys=["observation"], out_keys=["given"])
    return ProbabilisticActor(network, in_keys=["given"], distribution_class=Drawn)


def gaussian(network, scale):
    """The library's actor, where the network says this."""
    module = TensorDictModule(network, in_keys=["observation"], out_keys=["loc", "scale"])
    bounds = {"low": -torch.tensor(scale), "high": torch.tensor(scale)}
    return ProbabilisticActor(module, ["loc", "scale"], distribution_class=TanhNormal, distribution_kwargs=bounds)


def sac(actor, critics, temperature=1.0, discount=0.0, target_entropy=0.0):
    if temperature == 0:
        raise Skip("the library keeps the logarithm of the temperature")
    values = [ValueOperator(critic, in_keys=["observation", "action"]) for critic in critics]
    loss = SACLoss(actor, values, loss_function="l2", alpha_init=temperature, target_entropy=target_entropy)
    loss.make_value_estimator(gamma=discount)
    return loss


def critics_by_number(values):
    return [ByNumber(column(critic)) for critic in zip(*values)]


def transitions(rewards, terminated, truncated, action_size=1):
    """A batch of transitions of the states 0, 1, ... to themselves."""
    n = len(rewards)
    states = column(range(n))
    over, cut = torch.tensor(terminated).reshape(n, 1), torch.tensor(truncated).reshape(n, 1)
    ending = {"terminated": over, "truncated": cut, "done": over | cut}
    following = {"observation": states, "reward": column(rewards), **ending}
    return TensorDict({"observation": states, "action": torch.zeros(n, action_size), "next": following}, [n])


def ended(rewards, action_size=1):
    """Transitions into the end, so that their targets are their rewards."""
    return transitions(rewards, [True] * len(rewards), [False] * len(rewards), action_size)


@harness.operation
def criticTarget(rewards, terminated, truncated, nextValues, nextLogProb, discount, temperature):
    loss = sac(drawn(nextLogProb), critics_by_number(nextValues), temperature, discount)
    return loss._compute_target_v2(transitions(rewards, terminated, truncated)).tolist()


@harness.operation
def criticLoss(predictions, targets):
    loss = sac(drawn(predictions), critics_by_number([(q, q) for q in predictions]))
    return loss(ended(targets))["loss_qvalue"].item()


@harness.operation
def policyLoss(values, logProb, temperature):
    return sac(drawn(logProb), critics_by_number(values), temperature)(ended(logProb))["loss_actor"].item()


@harness.operation
def temperatureLoss(parameter, logProb, targetEntropy):
    loss = sac(drawn(logProb), critics_by_number([(l, l) for l in logProb]), target_entropy=targetEntropy)
    loss.log_alpha.data.fill_(parameter)
    alpha_loss = loss(ended(logProb))["loss_alpha"]
    alpha_loss.backward()
    return {"loss": alpha_loss.item(), "gradient": loss.log_alpha.grad.item()}


@harness.operation
def policyGradient(mean, logDeviation, epsilon, scale, slope, curvature, temperature):
    network = Gaussian(mean, logDeviation)
    critics = [Quadratic(slope, curvature, [1.0] * len(scale)) for _ in range(2)]
    with noise(epsilon):
        loss = sac(gaussian(network, scale), critics, temperature)
        loss(ended([0.0] * len(mean), len(scale)))["loss_actor"].backward()
    return {"mean": network.mean.answer.grad.tolist(), "logDeviation": network.log_deviation.answer.grad.tolist()}


@harness.operation
def squashedGaussian(mean, logDeviation, epsilon, scale):
    actor = gaussian(Gaussian(mean, logDeviation), scale)
    with noise(epsilon), torch.no_grad():
        distribution = actor.get_dist(TensorDict({"observation": column(range(len(mean)))}, [len(mean)]))
        actions, log_prob = distribution.rsample_and_log_prob()
    return {"actions": actions.tolist(), "logProb": log_prob.tolist()}


@harness.operation
def movingAverage(tau, online, target):
    loss = sac(drawn([0.0]), [Given([[target]]), Given([[target]])])
    update = SoftUpdate(loss, tau=tau)
    loss.qvalue_network_params["module", "answer"].data.fill_(online)
    update.step()
    return loss.target_qvalue_network_params["module", "answer"][0].item()


harness.run()
