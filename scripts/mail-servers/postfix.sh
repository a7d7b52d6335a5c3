#!/bin/sh
# Postfix: `packages`, or `start <variant>`.
set -eu
[ "$1" = packages ] && echo postfix && exit

size=10240000 sender=
case $2 in
  small) size=1500 ;;
  picky) sender=reject_unknown_sender_domain ;;
esac
postconf -e compatibility_level=3.6 myhostname=mx.acme.test mydestination=acme.test mynetworks=127.0.0.1/32 \
  inet_interfaces=all inet_protocols=ipv4 maillog_file=/var/log/postfix.log smtpd_tls_security_level=none \
  message_size_limit=$size smtpd_sender_restrictions=$sender
mkdir -p /var/spool/postfix/etc
cp /etc/resolv.conf /etc/hosts /etc/services /var/spool/postfix/etc
[ "$2" = plain ] || postfix stop 2>/dev/null
postfix start 2>/dev/null
