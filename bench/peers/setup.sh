#!/bin/sh
# The Python peers, in out/bench-venv.
set -eu
cd "$(dirname "$0")/../.."
python3 -m venv out/bench-venv
out/bench-venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 scipy==1.17.1 quantecon==0.11.4
