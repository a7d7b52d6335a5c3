#!/bin/sh
# OpenSMTPD: `packages`, `start <variant>` or `stop`.
set -eu
[ "$1" = packages ] && echo opensmtpd $(cat /scripts/verifiers) && exit
[ "$1" = stop ] && exec pkill -x smtpd

refusing() { filter="filter \"refusing\" phase $1 match src { 198.51.100.7 } $2" filtered='filter "refusing"'; }
size=35M filter= filtered= pki= tls=
case $2 in
  plain | relay) ;;
  small) size=1500 ;;
  tls) pki='pki mx.acme.test cert "/cert.pem"
pki mx.acme.test key "/key.pem"' tls='tls pki mx.acme.test auth-optional' && chmod 600 /key.pem ;;
  policy) refusing commit 'reject "550 5.7.1 Message refused by policy"' ;;
  'limit at connect') refusing connect 'disconnect "421 Too many connections"' ;;
  'limit at MAIL') refusing mail-from 'reject "451 Too many mails, try again later"' ;;
  'limit at RCPT') refusing rcpt-to 'reject "451 Too many recipients, try again later"' ;;
  'limit at DATA') refusing data 'reject "451 Too many mails, try again later"' ;;
  'limit at dot') refusing commit 'reject "451 Too many mails, try again later"' ;;
  *) exit 3 ;;
esac
cp /scripts/aliases /etc/aliases
cat >/etc/smtpd.conf <<END
$pki
$filter
smtp max-message-size $size
bounce warn-interval 1s
table aliases file:/etc/aliases
listen on 198.51.100.1 port 25 hostname mx.acme.test $tls $filtered
action "mailbox" mbox alias <aliases>
action "relay" relay
match from any for domain "acme.test" action "mailbox"
match from any for domain { remote.test plain.test nosuch.test nullmx.test down.test postern.test } action "relay"
END
smtpd
