#!/bin/sh
# Installs by apt what a private engine and its labs need and what is not there yet. As root, on Debian or Ubuntu.
set -eu
PATH=$PATH:/usr/sbin:/sbin

has() {
	command -v "$1" >/dev/null 2>&1
}

# The programs of the packages, and not their names, since another package may bring them too.
missing=
has dockerd && has docker || missing="$missing docker.io"
has iptables || missing="$missing iptables"
has ip || missing="$missing iproute2"
# The image of the lab is FROM scratch and has no libraries.
if ! has busybox || ldd "$(command -v busybox)" >/dev/null 2>&1; then
	missing="$missing busybox-static"
fi

if [ -n "$missing" ]; then
	echo "Installing$missing …" >&2
	export DEBIAN_FRONTEND=noninteractive
	# Debian 13 only recommends the command `docker`. The package lists may be missing or too old; most often they are neither.
	apt-get install -qq -y --install-recommends $missing >/dev/null 2>&1 \
		|| { apt-get update -qq >/dev/null && apt-get install -qq -y --install-recommends $missing >/dev/null; }
fi
