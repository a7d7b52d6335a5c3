#!/bin/sh
# Postfix: `packages`, or `start`. /recipe has the files of the recipe, by their names.
set -eu
[ "$1" = packages ] && echo postfix && exit

# "nobody-here" is accepted although there is no such user, so that its mail comes back.
postconf -e compatibility_level=3.6 myhostname=mx.acme.test mydestination=acme.test inet_interfaces=all inet_protocols=ipv4 \
  maillog_file=/var/log/postfix.log smtpd_tls_security_level=none alias_maps=hash:/etc/aliases \
  'local_recipient_maps=$alias_maps, inline:{nobody-here=x}'
cat /recipe/main.cf >>/etc/postfix/main.cf
cp /recipe/transport /etc/postfix/transport
postmap /etc/postfix/transport
cat /recipe/aliases >/etc/aliases
newaliases
mkdir -p /var/spool/postfix/etc
cp /etc/resolv.conf /etc/hosts /etc/services /var/spool/postfix/etc
postfix start 2>/dev/null
