#!/bin/sh
# What a scrape of `dockdash serve` costs, on the engine at $DOCKER_HOST: CPU time of dockdash for each of 200 scrapes, and the size of one.
set -eu
cd "$(dirname "$0")/.."
port=${1:-9789} scrapes=200
node dist/cli.js serve --port "$port" 2>/dev/null &
server=$!
trap 'kill "$server"' EXIT
url=http://127.0.0.1:$port/metrics

# Ticks of user and system time, a hundred a second.
used() {
	awk '{print $14 + $15}' "/proc/$server/stat"
}

scrape() {
	for _ in $(seq "$1"); do
		curl --silent --output /dev/null "$url"
	done
}

until curl --silent "$url" | grep -q '^container_cpu_usage_seconds_total'; do
	sleep 0.2
done

# Until the program is compiled where it is hot.
scrape "$scrapes"
before=$(used)
scrape "$scrapes"
after=$(used)
containers=$(curl --silent "$url" | grep -c '^container_cpu_usage_seconds_total')
bytes=$(curl --silent "$url" | wc -c)
awk -v ticks=$((after - before)) -v scrapes="$scrapes" -v containers="$containers" -v bytes="$bytes" \
	'BEGIN {printf "%.1f ms of CPU a scrape of %d containers, %d bytes\n", ticks * 10 / scrapes, containers, bytes}'
