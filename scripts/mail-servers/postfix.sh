#!/bin/sh
# Postfix: `packages`, `start <variant>` or `stop`.
set -eu
[ "$1" = packages ] && echo postfix postsrsd libsasl2-modules sasl2-bin && exit
[ "$1" = stop ] && { pkill postsrsd || true; exec postfix stop; }

more=
case $2 in
  plain) rm -f /var/mail/known ;;
  small) more=message_size_limit=1500 ;;
  picky) more=smtpd_sender_restrictions=reject_unknown_sender_domain ;;
  relay) more='mynetworks=198.51.100.7/32 smtpd_recipient_restrictions=reject_unknown_recipient_domain' ;;
  login) more=smtpd_sasl_auth_enable=yes ;;
  tls) more='smtpd_sasl_auth_enable=yes smtpd_tls_security_level=may smtpd_tls_cert_file=/cert.pem smtpd_tls_key_file=/key.pem' ;;
  policy)
    echo '/^Subject:/ REJECT' >/etc/postfix/checks
    more=header_checks=regexp:/etc/postfix/checks ;;
  'limit at connect') more=smtpd_client_connection_count_limit=1 ;;
  'limit at MAIL') more=smtpd_client_message_rate_limit=1 ;;
  'limit at RCPT') more=smtpd_client_recipient_rate_limit=1 ;;
  srs)
    echo a-secret-of-this-machine >/etc/postsrsd.secret
    postsrsd -d acme.test -s /etc/postsrsd.secret -f 10001 -r 10002 -a = -p /run/postsrsd.pid -D
    more='sender_canonical_maps=tcp:127.0.0.1:10001 sender_canonical_classes=envelope_sender
      recipient_canonical_maps=tcp:127.0.0.1:10002 recipient_canonical_classes=envelope_recipient,header_recipient' ;;
  many) more='mynetworks=198.51.100.0/24 smtpd_peername_lookup=no default_transport=discard:' ;;
  *) exit 3 ;;
esac
cp -n /etc/postfix/main.cf /etc/postfix/main.cf.debian 2>/dev/null || true
cp /etc/postfix/main.cf.debian /etc/postfix/main.cf
# shellcheck disable=SC2086
postconf -e compatibility_level=3.6 myhostname=mx.acme.test myorigin=acme.test mydestination=acme.test mynetworks=127.0.0.1/32 \
  inet_interfaces=198.51.100.1 inet_protocols=ipv4 maillog_file=/var/log/postfix.log smtpd_tls_security_level=none \
  alias_maps=hash:/etc/aliases recipient_delimiter=+- smtpd_sasl_local_domain=acme.test smtpd_sasl_path=smtpd \
  delay_warning_time=1s queue_run_delay=3s minimal_backoff_time=3s maximal_backoff_time=5s $more
cp /scripts/aliases /etc/aliases
postalias /etc/aliases
mkdir -p /var/spool/postfix/etc /etc/postfix/sasl
printf 'pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: PLAIN LOGIN\n' >/etc/postfix/sasl/smtpd.conf
echo plum-tree-by-the-river | saslpasswd2 -p -c -u acme.test known
chgrp postfix /etc/sasldb2
cp -p /etc/resolv.conf /etc/hosts /etc/services /etc/sasldb2 /var/spool/postfix/etc
postfix start 2>/dev/null
