#!/bin/sh
# Installs the dependencies when they are missing or not those of the lock file. Says and does nothing otherwise.
set -eu
cd "$(dirname "$0")/.."
installed=node_modules/.installed-lock.json
if cmp -s package-lock.json "$installed"; then
	exit 0
fi

echo 'Installing dependencies …' >&2
npm ci --include=dev --no-audit --no-fund --loglevel=error
cp package-lock.json "$installed"
