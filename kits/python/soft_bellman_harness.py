"""Lets `soft-bellman conform` ask your functions: copy this file beside your code. No dependencies.

    from soft_bellman_harness import Harness

    harness = Harness("my library")

    @harness.operation
    def logSumExp(q, temperature):
        ...

    harness.run()

and then

    npx soft-bellman conform -- python3 my_harness.py

Names and arguments of the operations: docs/protocol.md. Numbers arrive as floats. Anything that `float` takes may be returned as a
number, anything that iterates as a list (numpy arrays and torch tensors do). Raise Skip for what your code does not claim to support.
"""

import json
import math
import sys

VERSION = 1

TAGS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf, "-0": -0.0}


class Skip(Exception):
    """This case is outside of what the implementation claims."""


def decode(value):
    """Numbers as floats, tagged ones too; null stays None, as the successor of a transition that ends the episode, and so do flags."""
    if isinstance(value, str):
        return TAGS[value]
    if isinstance(value, list):
        return [decode(x) for x in value]
    if isinstance(value, dict):
        return {name: decode(x) for name, x in value.items()}
    return value if value is None or isinstance(value, bool) else float(value)


def decode_problem(problem):
    """Like decode, with states and successors as whole numbers."""
    decoded = decode(problem)
    decoded["states"] = int(decoded["states"])
    for actions in decoded["actions"]:
        for action in actions:
            action["transitions"] = [
                (None if next is None else int(next), probability, *reward)
                for next, probability, *reward in action["transitions"]
            ]
    return decoded


def encode(value):
    """A number, True or False, an iterable of them however deep, or a dict."""
    if isinstance(value, dict):
        return {name: encode(x) for name, x in value.items()}
    if getattr(value, "ndim", None) == 0 or not hasattr(value, "__iter__"):
        if isinstance(value, bool) or getattr(value, "dtype", None) == bool:
            return bool(value)
        x = float(value)
        if math.isnan(x):
            return "NaN"
        if math.isinf(x):
            return "Infinity" if x > 0 else "-Infinity"
        return "-0" if x == 0 and math.copysign(1, x) < 0 else x
    return [encode(x) for x in value]


class Harness:
    """Functions under the names of operations. `unit_roundoff` is 2**-53 for float64, 2**-24 for float32."""

    def __init__(self, name, operations=None, unit_roundoff=2.0**-53):
        self.name = name
        self.unit_roundoff = unit_roundoff
        self.operations = {}
        for operation, function in (operations or {}).items():
            self.add(operation, function)

    def add(self, operation, function):
        self.operations[operation] = function

    def operation(self, function):
        """Decorator: offers the function as the operation of its name."""
        self.add(function.__name__, function)
        return function

    def run(self):
        """Answers on standard output until told to stop. What the functions print goes to standard error."""
        answers, sys.stdout = sys.stdout, sys.stderr
        for line in sys.stdin:
            message = json.loads(line)
            if message["cmd"] == "stop":
                break
            answer = self.introduction(message) if message["cmd"] == "start" else self.answer(message)
            answers.write(json.dumps(answer, allow_nan=False) + "\n")
            answers.flush()

    def introduction(self, message):
        return {
            "version": VERSION,
            "name": self.name,
            "unitRoundoff": self.unit_roundoff,
            "operations": list(self.operations),
            "echo": encode(decode(message["echo"])),
        }

    def answer(self, message):
        seq, operation, given = message["seq"], message["operation"], message["arguments"]
        try:
            arguments = [
                decode_problem(given[name]) if name == "problem" else decode(given[name])
                for name in given  # sent in the order of the documented arguments
            ]
            return {"seq": seq, "result": encode(self.operations[operation](*arguments))}
        except Skip as reason:
            return {"seq": seq, "skipped": str(reason)}
        except Exception as error:  # whatever the function under test raises is its answer
            return {"seq": seq, "errored": f"{type(error).__name__}: {error}"}
