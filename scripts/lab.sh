#!/bin/sh
# A lab on the engine at $DOCKER_HOST that has something of everything, to try dockdash on and to take its picture.
#   scripts/lab.sh start    starts it, anew when it is there; makes the image lab:1 where it is missing
#   scripts/lab.sh stop     removes its containers, volumes and network
set -eu
label=dockdash.lab

run() {
	docker run --detach --label "$label" "$@" >/dev/null
}

stop() {
	docker ps --all --quiet --filter "label=$label" | xargs -r docker rm --force --volumes >/dev/null
	docker volume ls --quiet --filter "label=$label" | xargs -r docker volume rm >/dev/null
	docker network ls --quiet --filter "label=$label" | xargs -r docker network rm >/dev/null
}

start() {
	stop
	"$(dirname "$0")/lab-image.sh"
	docker volume create --label "$label" lab-pages >/dev/null
	docker volume create --label "$label" lab-data >/dev/null

	# Serves a page from a named volume and says that it is well; a neighbour asks for it over the network, and one looks after its log
	# from inside its network namespace.
	docker network create --label "$label" lab-net >/dev/null
	run --name web --network lab-net --publish 80 --volume lab-pages:/www --health-cmd 'wget -q -O /dev/null http://localhost/' --health-interval 15s \
		lab:1 sh -c 'yes "<p>hello" | head -n 4000 >/www/index.html; exec httpd -f -v -h /www'
	run --name client --network lab-net lab:1 sh -c 'while :; do wget -q -O /dev/null http://web/; sleep 1; done'
	run --name sidecar --network container:web lab:1 sh -c 'while :; do netstat -t >/tmp/connections; sleep 10; done'
	# Writes past the cache, so that the disk has work.
	run --name db --memory 64m --ipc shareable --volume lab-data:/data \
		lab:1 sh -c 'while :; do dd if=/dev/zero of=/data/table bs=64k count=64 oflag=direct 2>/dev/null; sleep 2; done'
	# Sees the processes of the other, and could see its shared memory.
	run --name watcher --pid container:db --ipc container:db lab:1 sh -c 'while :; do ps >/tmp/processes; sleep 10; done'
	run --name workers --pids-limit 16 lab:1 sh -c 'for worker in 1 2 3 4 5 6 7 8 9 10; do sleep 100000 & done; wait'
	# Wants a whole CPU and may have three tenths of one.
	run --name spin --cpus 0.3 --memory 32m lab:1 sh -c 'while :; do :; done'
	# Takes more and more memory, until the kernel kills that program; its container ends a moment later, and the engine starts it again.
	run --name hog --cpus 0.4 --memory 24m --memory-swap 24m --restart always \
		lab:1 sh -c 'awk "BEGIN { piece = sprintf(\"%393216s\", \"\"); while (1) { kept[n++] = piece n; for (i = 0; i < 10000; i++); system(\"usleep 250000\") } }"; code=$?; sleep 1; exit $code'
	# Ends as soon as it is started, again and again.
	run --name flaky --restart always lab:1 sh -c 'sleep 1; exit 3'
	run --name frozen --memory 48m lab:1 sleep 100000
	docker pause frozen >/dev/null
	# Loses the program that it lives on: a start over gives it back.
	run --name broken lab:1 sh -c 'while tool >/dev/null; do sleep 1; done; tool'
	docker exec broken rm /usr/bin/tool
	run --name backup lab:1 true
}

case ${1:-} in
start) start ;;
stop) stop ;;
*)
	echo 'usage: lab.sh start|stop' >&2
	exit 2
	;;
esac
