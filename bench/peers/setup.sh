#!/bin/sh
# The Python peers, in out/bench-venv: several GB, nearly all of it torch.
set -eu
cd "$(dirname "$0")/../.."
python3 -m venv out/bench-venv
out/bench-venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 scipy==1.17.1 quantecon==0.11.4 \
  torch==2.15.0 stable-baselines3==2.9.2 jax==0.10.2 sbx-rl==0.28.0 gymnasium==1.4.0
