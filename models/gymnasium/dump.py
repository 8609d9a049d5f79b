"""Writes the transition tables of Gymnasium's toy-text environments beside this script, and what is needed to draw them.

    python3 -m venv venv && venv/bin/pip install gymnasium==1.4.0
    venv/bin/python models/gymnasium/dump.py

Each table is json.dumps(env.unwrapped.P), numpy's numbers converted to Python's.
"""

import json
import re
from pathlib import Path

import gymnasium
from gymnasium.envs.toy_text import cliffwalking

VERSION = "1.4.0"
HERE = Path(__file__).parent
ENVIRONMENTS = {
    "frozen-lake-4x4": ("FrozenLake-v1", {"map_name": "4x4"}),
    "frozen-lake-8x8": ("FrozenLake-v1", {"map_name": "8x8"}),
    "cliff-walking": ("CliffWalking-v1", {}),
    "taxi": ("Taxi-v4", {}),
}


def rows(env):
    """The map as rows of letters: the environment's own description, or its picture with the start in place of the agent."""
    if hasattr(env, "desc"):
        return ["".join(letter.decode() for letter in row) for row in env.desc]
    env.reset()
    return [row.replace(" ", "").replace("x", "S") for row in env.render().split("\n") if row]


def actions(env):
    """The actions' names, as the environment prints the last one taken, or as its module calls them."""
    if isinstance(env, cliffwalking.CliffWalkingEnv):
        constants = {getattr(cliffwalking, name): name for name in ("UP", "RIGHT", "DOWN", "LEFT")}
        return [constants[action].capitalize() for action in range(env.action_space.n)]
    return [printed_action(env, action) for action in range(env.action_space.n)]


def printed_action(env, action):
    env.reset()
    env.step(action)
    return re.search(r"\((\w+)\)", env.render()).group(1)


def main():
    if gymnasium.__version__ != VERSION:
        raise SystemExit(f"gymnasium is {gymnasium.__version__}, expected {VERSION}: pip install gymnasium=={VERSION}")
    layouts = {}
    for name, (environment, arguments) in ENVIRONMENTS.items():
        env = gymnasium.make(environment, render_mode="ansi", **arguments).unwrapped
        table = json.dumps(env.P, default=lambda number: number.item())
        (HERE / f"{name}.json").write_text(table)
        layouts[name] = {
            "environment": environment,
            "arguments": arguments,
            "rows": rows(env),
            "actions": actions(env),
        }
        print(f"{name}: {len(env.P)} states, {len(table)} bytes")
    (HERE / "layouts.json").write_text(json.dumps(layouts, indent=2) + "\n")


if __name__ == "__main__":
    main()
