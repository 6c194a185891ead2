#!/bin/sh
# Takes the picture in README.md, of the demo after some minutes, so that it is the same wherever it is taken. Needs the built program and the compiled scripts.
set -eu
cd "$(dirname "$0")/.."
# The filter selects a container, and it stays selected without.
node build/scripts/picture.js --size 130x33 --wait hog --keys '/hog<enter>' --wait '▸' --keys '<escape>' --seconds 350 --wait 'OOM-killed' media/dashboard.png -- node dist/cli.js demo
