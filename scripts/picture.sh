#!/bin/sh
# Takes the picture in README.md: the dashboard after some minutes of scripts/lab.sh, on an engine of its own, which is gone afterwards.
# Needs what scripts/engine.sh needs, and the compiled scripts.
set -eu
cd "$(dirname "$0")/.."
folder=${TMPDIR:-/tmp}/dockdash-lab
trap 'scripts/engine.sh stop "$folder"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
DOCKER_HOST=$(scripts/engine.sh start "$folder")
export DOCKER_HOST
scripts/lab.sh start
# The filter selects it, and it stays selected without.
node build/scripts/picture.js --size 130x33 --wait hog --keys '/hog<enter>' --wait '▸' --keys '<escape>' --seconds 240 media/dashboard.png
