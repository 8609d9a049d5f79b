"""A defective implementation: its state value subtracts the entropy instead of adding it."""

import math

import numpy_free

harness = numpy_free.harness
harness.name = "plain Python, wrong sign"


@harness.operation
def stateValue(logPolicy, q, temperature):
    return math.fsum(math.exp(l) * (x + temperature * l) for l, x in zip(logPolicy, q) if l > -math.inf)


if __name__ == "__main__":
    harness.run()
