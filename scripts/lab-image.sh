#!/bin/sh
# Builds the lab image `lab:1` (busybox, FROM scratch) on the engine at $DOCKER_HOST with the legacy builder, which leaves
# real intermediate <none> images, and one dangling image that was lab:0. Does nothing when it is there.
set -eu
if docker image inspect lab:1 >/dev/null 2>&1; then
	exit 0
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/root/bin" "$folder/root/usr/bin" "$folder/root/tmp" "$folder/root/etc"
cp "$(command -v busybox)" "$folder/root/bin/busybox"
for program in $(busybox --list); do
	[ "$program" = busybox ] || ln -s busybox "$folder/root/bin/$program"
done
ln -s /bin/busybox "$folder/root/usr/bin/vi"
printf '#!/bin/sh\necho tool\n' >"$folder/root/usr/bin/tool"
chmod +x "$folder/root/usr/bin/tool"
cat >"$folder/Dockerfile" <<'EOF'
FROM scratch
COPY root /
ENV LAB=1
RUN echo root:x:0:0:root:/:/bin/sh > /etc/passwd
LABEL lab=dockdash
CMD ["sleep", "100000"]
EOF
# Quiet when all is well, since the legacy builder says at length that it is one.
build() {
	if ! DOCKER_BUILDKIT=0 docker build --tag "$1" "$folder" >"$folder/log" 2>&1; then
		cat "$folder/log" >&2
		exit 1
	fi
}

# The first build becomes dangling when another takes its tag.
build lab:0
printf 'RUN echo second > /etc/motd\n' >>"$folder/Dockerfile"
build lab:1
printf 'FROM lab:1\nRUN echo zero > /etc/zero\n' >"$folder/Dockerfile"
build lab:0
printf 'FROM lab:1\nRUN echo one > /etc/zero\n' >"$folder/Dockerfile"
build lab:0
