#!/bin/sh
# OpenSMTPD: `packages`, or `start <variant>`.
set -eu
[ "$1" = packages ] && echo opensmtpd && exit

[ "$2" = picky ] && { echo "OpenSMTPD does not look up a sender's domain" >&2; exit 3; }
size=35M
[ "$2" = small ] && size=1500
cat >/etc/smtpd.conf <<END
smtp max-message-size $size
listen on lo inet4 port 25 hostname mx.acme.test
action "mailbox" mbox
match from any for domain "acme.test" action "mailbox"
END
[ "$2" = plain ] || { smtpctl stop >/dev/null 2>&1 || pkill -x smtpd || true; sleep 1; }
smtpd
