#!/usr/bin/env bash
# Makes the Python environment of the peers, in out/bench-venv.
set -euo pipefail
cd "$(dirname "$0")/../.."
python3 -m venv out/bench-venv
out/bench-venv/bin/pip install --quiet --disable-pip-version-check numpy==2.2.6 scipy==1.15.3 quantecon==0.8.1
