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
chroot "$folder/root" /bin/busybox --install -s /bin
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
# The first build becomes dangling when the second takes its tag.
DOCKER_BUILDKIT=0 docker build --quiet --tag lab:0 "$folder" >/dev/null
printf 'RUN echo second > /etc/motd\n' >>"$folder/Dockerfile"
DOCKER_BUILDKIT=0 docker build --quiet --tag lab:1 "$folder" >/dev/null
printf 'FROM lab:1\nRUN echo zero > /etc/zero\n' >"$folder/Dockerfile"
DOCKER_BUILDKIT=0 docker build --quiet --tag lab:0 "$folder" >/dev/null
printf 'FROM lab:1\nRUN echo one > /etc/zero\n' >"$folder/Dockerfile"
DOCKER_BUILDKIT=0 docker build --quiet --tag lab:0 "$folder" >/dev/null
