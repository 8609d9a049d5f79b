"""Runs the test vectors against your functions: no Node, no dependencies. Keep this file beside soft_bellman_harness.py.

    python3 check_vectors.py my_harness.py [FOLDER OF VECTORS]

my_harness.py is the program that you would give to `soft-bellman conform`. Exit code 0: all vectors pass that were tried; 1: one fails;
2: nothing could be run; 3: nothing was offered. What the vectors mean: docs/vectors.md.
"""

import contextlib
import glob
import json
import math
import os
import runpy
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from soft_bellman_harness import Harness, decode  # noqa: E402

FORMAT = 1
FOLDER = os.path.join(HERE, "..", "..", "test", "vectors")
DOUBLE, SINGLE = 2.0**-53, 2.0**-24
SHOWN = 5


class Unusable(Exception):
    """What keeps anything from being run."""


def harness_of(path):
    """The harness that a program would run."""
    found = []
    Harness.run = lambda harness: found.append(harness)
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    sys.argv = [path]
    try:
        with contextlib.redirect_stdout(sys.stderr):
            runpy.run_path(path, run_name="__main__")
    except (Exception, SystemExit) as error:  # whatever the program raises
        raise Unusable(f"{path}: {type(error).__name__}: {error}") from error
    if not found:
        raise Unusable(f"{path} runs no Harness; expected a program that ends with harness.run()")
    return found[-1]


def precision_of(harness):
    if harness.unit_roundoff <= DOUBLE:
        return "double"
    if harness.unit_roundoff <= SINGLE:
        return "single"
    raise Unusable(f"unit_roundoff is {harness.unit_roundoff}, expected 2**-24 at most: the vectors know double and single precision")


def read_vectors(folder):
    """Every file of a folder; what is missing or of another format is said before anything runs."""
    paths = sorted(glob.glob(os.path.join(folder, "*.json")))
    if not paths:
        raise Unusable(f"{folder} has no *.json; name the folder of the vectors as the second argument")
    files = []
    for path in paths:
        try:
            with open(path, encoding="utf-8") as stream:
                file = json.load(stream)
            form = file["format"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Unusable(f"{path} holds no test vectors: {type(error).__name__}: {error}") from error
        if form != FORMAT:
            raise Unusable(f"{path} has format {form}, expected {FORMAT}")
        files.append(file)
    return files


def accepts(lower, upper, result, tolerance):
    """Whether a result lies between two of its shape, widened by the tolerance and by an error that it claims itself."""
    if isinstance(lower, list):
        return (
            isinstance(result, list)
            and len(result) == len(lower)
            and all(accepts(*entry, tolerance) for entry in zip(lower, upper, result))
        )
    if isinstance(lower, dict):
        if not isinstance(result, dict) or not lower.keys() <= result.keys():
            return False
        claimed = result["error"] if "error" in lower else 0.0
        return isinstance(claimed, float) and all(
            accepts(lower[name], upper[name], result[name], 0.0 if name == "error" else tolerance + claimed)
            for name in lower
        )
    return isinstance(result, float) and lower - tolerance <= result <= upper + tolerance


def agrees(a, b, tolerance):
    """Whether two results are equal within the tolerance, or fail in the same entries."""
    if isinstance(a, list):
        return isinstance(b, list) and len(a) == len(b) and all(agrees(x, y, tolerance) for x, y in zip(a, b))
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(agrees(a[name], b[name], tolerance) for name in a)
    if not isinstance(b, float):
        return False
    return a == b or (math.isnan(a) and math.isnan(b)) or abs(a - b) <= 2 * tolerance


def tests_of(file):
    return [test for group in file["groups"] for test in group["tests"]]


def answers_of(harness, file):
    """What the functions answer to every vector, by its number."""
    with contextlib.redirect_stdout(sys.stderr):
        return {
            test["id"]: harness.answer(
                {"seq": test["id"], "operation": file["operation"], "arguments": test["arguments"]}
            )
            for test in tests_of(file)
        }


def failures_of(file, answers, precision, convention):
    """The vectors that fail by one convention."""

    def fails(test):
        answer = answers[test["id"]]
        if "skipped" in answer:
            return False
        if "errored" in answer:
            return True
        bounds = next(e for e in test["expected"] if e["convention"] == convention)
        result = decode(answer["result"])
        return not accepts(decode(bounds["lower"]), decode(bounds["upper"]), result, test["tolerance"][precision])

    return [test for test in tests_of(file) if fails(test)]


def diagnosis(test, answer, precision):
    """The flags of a vector, or those alone whose wrong value is what was found, and which of both."""
    if "result" in answer:
        found = decode(answer["result"])
        tolerance = test["tolerance"][precision]
        exact = [r["flag"] for r in test["refuted"] if agrees(decode(r["value"]), found, tolerance)]
        if exact:
            return exact, "this is what it gives"
    return test["flags"], "perhaps"


def explain(file, flags):
    for flag in flags:
        note = file["notes"][flag]
        print(f"  {flag} ({note['bugType']}): {note['description']}")
        print(f"    {note['effect']}")
        for link in note["links"]:
            print(f"    {link}")


def report(file, answers, precision):
    """Prints what became of one file. The convention is the one by which most vectors pass. Returns how many fail."""
    by_convention = {name: failures_of(file, answers, precision, name) for name in file["conventions"]}
    convention = min(by_convention, key=lambda name: len(by_convention[name]))
    failing = by_convention[convention]
    skipped = sum("skipped" in answer for answer in answers.values())
    tried = len(answers) - skipped
    notes = [f"{skipped} skipped"] if skipped else []
    if len(by_convention) > 1:
        notes.append(f"convention: {convention}")
    print(f"{file['operation']:<17} {tried - len(failing):>3} of {tried} pass" + "".join(f", {note}" for note in notes))
    named = {}
    for test in failing[:SHOWN]:
        answer = answers[test["id"]]
        bounds = next(e for e in test["expected"] if e["convention"] == convention)
        print(f"  vector {test['id']}: {test['comment']}")
        print(f"    arguments {json.dumps(test['arguments'])}")
        print(f"    found     {json.dumps(answer.get('result', answer.get('errored')))}")
        print(f"    expected  {json.dumps(bounds['lower'])}")
        print(f"    to        {json.dumps(bounds['upper'])}, and {test['tolerance'][precision]} of rounding")
        flags, certainty = diagnosis(test, answer, precision)
        if flags:
            print(f"    {certainty}: {', '.join(flags)}")
            named.update(dict.fromkeys(flags))
    if len(failing) > SHOWN:
        print(f"  and {len(failing) - SHOWN} more: {', '.join(str(test['id']) for test in failing[SHOWN:])}")
    explain(file, named)
    return len(failing)


def main(arguments):
    if len(arguments) not in (1, 2):
        raise Unusable("usage: check_vectors.py my_harness.py [FOLDER OF VECTORS]")
    files = read_vectors(arguments[1] if len(arguments) == 2 else FOLDER)
    harness = harness_of(arguments[0])
    precision = precision_of(harness)
    offered = [file for file in files if file["operation"] in harness.operations]
    failing = sum(report(file, answers_of(harness, file), precision) for file in offered)
    missing = [file["operation"] for file in files if file not in offered]
    if missing:
        print(f"not offered: {', '.join(missing)}")
    if not offered:
        print(f"{harness.name}: nothing to try")
        return 3
    print(f"{harness.name}: {failing} vectors fail" if failing else f"{harness.name}: all vectors pass")
    return 1 if failing else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Unusable as reason:
        print(reason, file=sys.stderr)
        sys.exit(2)
