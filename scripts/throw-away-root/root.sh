#!/bin/sh
# Runs one mail server in a throw-away root: root.sh <server> <folder of these scripts> <program that asks it> [arguments].
#
# Called in its own mount, PID and UTS name spaces. The root is this machine's own (Debian), with a layer in memory on top, which
# is gone at the end. Packages are installed with a network; the server and whoever asks it run without one.
set -eu
server=$1 scripts=$2
shift 2

top=$(mktemp -d)
mount -t tmpfs -o mode=755 tmpfs $top
mkdir $top/upper $top/work $top/root
mount -t overlay overlay -o lowerdir=/,upperdir=$top/upper,workdir=$top/work $top/root
root=$top/root
mount --rbind /dev $root/dev
mount -t proc proc $root/proc
mount -t tmpfs tmpfs $root/run
mount -t tmpfs -o mode=1777 tmpfs $root/tmp

cp "$scripts/$server.sh" $root/server.sh
cp -r "$scripts" $root/scripts
printf '#!/bin/sh\nexit 101\n' >$root/usr/sbin/policy-rc.d
chmod +x $root/usr/sbin/policy-rc.d
packages=$(chroot $root sh /server.sh packages)
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive chroot $root apt-get install -y -q --no-install-recommends $packages >$top/log 2>&1 ||
  { cat $top/log >&2; exit 1; }

hostname mx.acme.test
echo mx.acme.test >$root/etc/hostname
printf '127.0.0.1 localhost\n198.51.100.1 mx.acme.test\n' >$root/etc/hosts
echo 'nameserver 127.0.0.1' >$root/etc/resolv.conf
chroot $root useradd --create-home known

# shellcheck disable=SC2016
exec unshare --net sh -c '
  ip link set lo up
  ip address add 198.51.100.1/24 dev lo
  ip address add 198.51.100.7/24 dev lo
  exec "$@"' sh "$@" "$root"
