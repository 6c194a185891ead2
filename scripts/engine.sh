#!/bin/sh
# A private Docker Engine with its own data, socket and bridge, for tests, benchmarks and trying things out.
#   scripts/engine.sh start FOLDER    starts it (does nothing when it runs) and prints its address
#   scripts/engine.sh stop FOLDER     stops its containers and itself, and removes the folder
# Needs root, dockerd and iptables. Several can run, each in a folder of its own.
set -eu
# Programs of the system are not on everybody's path.
PATH=$PATH:/usr/sbin:/sbin
command=${1:-} folder=${2:-}
if [ -z "$folder" ]; then
	echo "usage: engine.sh start|stop FOLDER" >&2
	exit 2
fi

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
socket=$folder/docker.sock
pidfile=$folder/docker.pid
# Bridge and addresses are derived from the folder, so that engines in two folders do not meet.
number=$(printf '%s' "$folder" | cksum | cut -d ' ' -f 1)
bridge=dd$((number % 100000))
network=10.$((64 + number % 64)).$((number / 64 % 256))

answers() {
	docker --host "unix://$socket" version >/dev/null 2>&1
}

runs() {
	[ -s "$pidfile" ] && grep -qa "$folder" "/proc/$(cat "$pidfile")/cmdline" 2>/dev/null
}

start() {
	if ! runs; then
		rm -f "$socket" "$pidfile"
		echo '{}' >"$folder/daemon.json"
		ip link show "$bridge" >/dev/null 2>&1 || ip link add name "$bridge" type bridge
		ip address replace "$network.1/24" dev "$bridge"
		ip link set "$bridge" up
		# A kernel without packet filter still publishes ports, by the engine's proxy.
		iptables --table nat --list-rules >/dev/null 2>&1 || set -- --iptables=false
		setsid dockerd --data-root "$folder/data" --exec-root "$folder/exec" --pidfile "$pidfile" \
			--host "unix://$socket" --bridge "$bridge" --config-file "$folder/daemon.json" \
			--default-address-pool "base=10.$((128 + number % 64)).0.0/16,size=24" \
			"$@" >>"$folder/dockerd.log" 2>&1 </dev/null &
		daemon=$!
	fi

	tries=0
	until answers; do
		tries=$((tries + 1))
		if [ "$tries" -gt 300 ] || [ ! -d "/proc/${daemon:-self}" ]; then
			echo "dockerd does not answer; the end of $folder/dockerd.log:" >&2
			tail -n 5 "$folder/dockerd.log" >&2
			exit 1
		fi

		sleep 0.1
	done

	echo "unix://$socket"
}

stop() {
	# Containers outlive a daemon that was killed; it ends them when it starts again.
	if [ -d "$folder/data" ] && ! runs; then
		(start) >/dev/null || true
	fi

	if runs; then
		pid=$(cat "$pidfile")
		docker --host "unix://$socket" ps --quiet --no-trunc | xargs -r docker --host "unix://$socket" kill >/dev/null 2>&1 || true
		kill "$pid" 2>/dev/null || true
		tries=0
		while [ -d "/proc/$pid" ] && [ "$tries" -lt 200 ]; do
			tries=$((tries + 1))
			sleep 0.1
		done

		kill -KILL "$pid" 2>/dev/null || true
	fi

	ip link delete "$bridge" >/dev/null 2>&1 || true
	# What the engine left mounted below its folder would stop the removal.
	awk -v at="$folder/" 'index($2, at) == 1 {print $2}' /proc/mounts | sort -r | while read -r mount; do
		umount -l "$mount" || true
	done
	rm -rf "$folder"
}

case $command in
start) start ;;
stop) stop ;;
*)
	echo "engine.sh: unknown command $command" >&2
	exit 2
	;;
esac
