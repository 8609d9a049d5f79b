#!/bin/sh
# Makes a virtual environment with the libraries of this folder:  sh setup.sh [FOLDER]
# FOLDER is .venv beside this file unless it is given. What is installed already stays.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$here/.venv}
[ -x "$folder/bin/python" ] || "${PYTHON:-python3}" -m venv "$folder"
"$folder/bin/python" -m pip install --quiet -r "$here/requirements.txt"
# CleanRL asks for versions that ended years ago; its script runs with those above.
"$folder/bin/python" -m pip install --quiet --no-deps --ignore-requires-python cleanrl==1.2.0
"$folder/bin/python" -c 'import torch, stable_baselines3, tianshou, torchrl'
echo "ready: $folder/bin/python"
