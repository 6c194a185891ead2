#!/bin/sh
# Type check, lint, build and all tests; the last line is the count. Arguments go to AVA (files or `--match`).
# As root on Debian or Ubuntu it brings up a container engine of its own; elsewhere it uses the one that is there.
set -eu
cd "$(dirname "$0")/.."
PATH=$PWD/node_modules/.bin:$PATH:/usr/sbin:/sbin
engine=${TMPDIR:-/tmp}/dockdash-test.$$

# A run that was killed cannot have stopped its engine.
stop_leftovers() {
	for folder in "${TMPDIR:-/tmp}"/dockdash-test.*; do
		if [ -d "$folder" ] && ! kill -0 "${folder##*.}" 2>/dev/null; then
			scripts/engine.sh stop "$folder"
		fi
	done
}

# Sets DOCKDASH_TEST_ENGINE, or DOCKDASH_TEST_NO_ENGINE to the reason why there is none.
find_engine() {
	DOCKDASH_TEST_ENGINE=${DOCKER_HOST:-unix:///var/run/docker.sock}
	if [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && scripts/install-engine.sh; then
		stop_leftovers
		DOCKDASH_TEST_ENGINE=$(scripts/engine.sh start "$engine") || DOCKDASH_TEST_ENGINE=${DOCKER_HOST:-unix:///var/run/docker.sock}
	fi

	if ! command -v docker >/dev/null; then
		DOCKDASH_TEST_NO_ENGINE='the docker command is not installed'
	elif ! docker --host "$DOCKDASH_TEST_ENGINE" version >/dev/null 2>&1; then
		DOCKDASH_TEST_NO_ENGINE="no container engine answers at $DOCKDASH_TEST_ENGINE"
	elif ! DOCKER_HOST=$DOCKDASH_TEST_ENGINE scripts/lab-image.sh; then
		DOCKDASH_TEST_NO_ENGINE="the image for the tests could not be made at $DOCKDASH_TEST_ENGINE"
	else
		export DOCKDASH_TEST_ENGINE
		return
	fi

	unset DOCKDASH_TEST_ENGINE
	export DOCKDASH_TEST_NO_ENGINE
}

cleanup() {
	trap - EXIT INT TERM
	if [ -n "${checks:-}" ]; then
		kill -TERM "$checks" 2>/dev/null || true
		wait "$checks" || true
	fi

	if [ -d "$engine" ]; then
		scripts/engine.sh stop "$engine"
	fi
}

sh scripts/setup.sh
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
find_engine
# In the background, since a shell obeys a signal only between commands or while it waits.
node scripts/check.ts "$@" &
checks=$!
status=0
wait "$checks" || status=$?
checks=
exit "$status"
