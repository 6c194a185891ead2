#!/bin/sh
# Records media/demo.rec, which `dockdash demo` plays: the lab of scripts/lab.sh on the engine at $DOCKER_HOST. Needs the built
# program. The recording has the machine that it is made on, with its name and all its cgroups: make it on one that is for nothing else, on cgroup v2,
# which tells more. On a slow one give the recorder more CPU than the lab has, or looks are late: systemd-run --property CPUWeight=1000 ….
set -eu
cd "$(dirname "$0")/.."
recording=${1:-media/demo.rec}
scripts/lab.sh start
# It is broken from the beginning; in the demo one is to see it run first, and then break.
node dist/cli.js start-over broken --yes --keep 0
# Until health checks and restarts have settled.
sleep "${DOCKDASH_DEMO_WAIT:-20}"
node dist/cli.js record "$recording" --for "${DOCKDASH_DEMO_TIME:-120s}" --with-logs --overwrite &
recorder=$!
sleep 12
docker exec broken rm /usr/bin/tool
wait "$recorder"
# It is for everybody.
chmod 644 "$recording"
scripts/lab.sh stop
