#!/bin/sh
# Records what the kernel's files say about running containers, as a folder that tests read as if it were the machine.
# Containers are lines of name, id and pid on stdin:
#   docker inspect -f '{{.Name}} {{.Id}} {{.State.Pid}}' web db | scripts/record-machine.sh FOLDER
# makes FOLDER/proc (self/mountinfo, PID/…), FOLDER/cgroup (as /sys/fs/cgroup), FOLDER/sys (device names) and
# FOLDER/containers.txt (its input). Only reads; files that can only be written are left out.
# ENGINE_ROOT is the engine's data folder, if not /var/lib/docker.
set -eu
folder=$1
mkdir -p "$folder/proc/self"
grep -E ' - cgroup2? ' /proc/self/mountinfo >"$folder/proc/self/mountinfo"

copy() {
	mkdir -p "$(dirname "$2")"
	cat "$1" >"$2" 2>/dev/null || rm -f "$2"
}

# The numbers of a cgroup and of those below it; options further given to find leave out more.
copy_cgroup() {
	directory=$1
	shift
	find "$directory" "$@" -type f -perm -u=r \
		\( -name 'cpu*' -o -name 'memory.*' -o -name 'io.*' -o -name 'blkio.throttle.*' -o -name 'pids.*' -o -name 'hugetlb.*' \
		-o -name 'freezer.state' -o -name 'cgroup.procs' -o -name 'cgroup.events' -o -name 'cgroup.controllers' \) \
		! -name '*.pressure_level' ! -name '*.slabinfo' ! -name 'memory.reclaim' ! -name '*.force_empty' ! -name '*.numa_stat' \
		! -name 'cpu.rt_*' ! -name 'cpuset.m*' ! -name '*.local' ! -name '*.rsvd.*' |
		while read -r file; do
			copy "$file" "$folder/cgroup${file#/sys/fs/cgroup}"
		done
}

if [ -d /sys/fs/cgroup/blkio ]; then
	copy_cgroup /sys/fs/cgroup/blkio -maxdepth 1
fi

while read -r name id pid; do
	printf '%s %s %s\n' "${name#/}" "$id" "$pid" >>"$folder/containers.txt"
	for file in cgroup status stat wchan net/dev net/route net/fib_trie net/if_inet6 uid_map gid_map attr/current cmdline; do
		copy "/proc/$pid/$file" "$folder/proc/$pid/$file"
	done

	sed -e "s#${ENGINE_ROOT:-/var/lib/docker}#/var/lib/docker#g" -e 's# rw,lowerdir=.*# rw#' "/proc/$pid/mountinfo" >"$folder/proc/$pid/mountinfo"
	mkdir -p "$folder/proc/$pid/ns"
	for link in mnt pid net ipc uts user cgroup time; do
		ln -sfn "$(readlink "/proc/$pid/ns/$link")" "$folder/proc/$pid/ns/$link"
	done

	find /sys/fs/cgroup -type d -name "*$id*" -prune ! -path '/sys/fs/cgroup/devices/*' ! -path '/sys/fs/cgroup/systemd/*' |
		while read -r cgroup; do
			copy_cgroup "$cgroup"
		done
done

for device in /sys/dev/block/*; do
	case $(readlink "$device") in
	*/virtual/*) ;;
	*) copy "$device/uevent" "$folder/sys/dev/block/${device##*/}/uevent" ;;
	esac
done
