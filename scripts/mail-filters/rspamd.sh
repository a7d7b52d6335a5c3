#!/bin/sh
# rspamd: `packages`, or `start`. It has no network, so it has only the rules of its package.
set -eu
[ "$1" = packages ] && echo rspamd && exit

printf 'dns { nameserver = ["127.0.0.1"]; }\nlocal_addrs = [];\n' >/etc/rspamd/local.d/options.inc
mkdir -p /run/rspamd
chown _rspamd /run/rspamd
rspamd -u _rspamd -g _rspamd
