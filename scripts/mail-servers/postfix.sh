#!/bin/sh
# Postfix: `packages`, `start <variant>` or `stop`.
set -eu
[ "$1" = packages ] && echo postfix && exit
[ "$1" = stop ] && exec postfix stop

size=10240000 sender=
case $2 in
  plain) ;;
  small) size=1500 ;;
  picky) sender=reject_unknown_sender_domain ;;
  *) exit 3 ;;
esac
postconf -e compatibility_level=3.6 myhostname=mx.acme.test mydestination=acme.test mynetworks=127.0.0.1/32 \
  inet_interfaces=198.51.100.1 inet_protocols=ipv4 maillog_file=/var/log/postfix.log smtpd_tls_security_level=none \
  message_size_limit=$size smtpd_sender_restrictions=$sender
mkdir -p /var/spool/postfix/etc
cp /etc/resolv.conf /etc/hosts /etc/services /var/spool/postfix/etc
postfix start 2>/dev/null
