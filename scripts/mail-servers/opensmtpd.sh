#!/bin/sh
# OpenSMTPD: `packages`, `start <variant>` or `stop`.
set -eu
[ "$1" = packages ] && echo opensmtpd && exit
[ "$1" = stop ] && exec pkill -x smtpd

size=35M
case $2 in
  plain) ;;
  small) size=1500 ;;
  *) exit 3 ;;
esac
cat >/etc/smtpd.conf <<END
smtp max-message-size $size
listen on 198.51.100.1 port 25 hostname mx.acme.test
action "mailbox" mbox
match from any for domain "acme.test" action "mailbox"
END
smtpd
