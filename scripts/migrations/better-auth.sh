#!/bin/sh
# Better Auth of npm: `packages` (which installs it while there is a network), or `make` in the folder of the site.
set -eu
if [ "$1" = packages ]; then
  mkdir -p /modules
  (cd /modules && npm install --no-audit --no-fund better-auth@1.7.25) >&2
  echo sqlite3 && exit
fi
ln -s /modules/node_modules node_modules
exec node make.mjs
