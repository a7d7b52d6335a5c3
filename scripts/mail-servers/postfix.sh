#!/bin/sh
# Postfix: `packages`, `start <variant>` or `stop`.
set -eu
[ "$1" = packages ] && echo postfix postsrsd libsasl2-modules sasl2-bin postgrey python3-milter dovecot-lmtpd $(cat /scripts/verifiers) && exit
. /scripts/milter.sh
[ "$1" = stop ] && { pkill postsrsd || true; pkill postgrey || true; stop_milter; dovecot stop 2>/dev/null || true; exec postfix stop; }

more= milter=smtpd_milters=inet:127.0.0.1:8890
case $2 in
  plain) rm -f /var/mail/known ;;
  small) more=message_size_limit=1500 ;;
  picky) more=smtpd_sender_restrictions=reject_unknown_sender_domain ;;
  relay) more='mynetworks=198.51.100.7/32 smtpd_recipient_restrictions=reject_unknown_recipient_domain' ;;
  login) more=smtpd_sasl_auth_enable=yes ;;
  tls) more='smtpd_sasl_auth_enable=yes smtpd_tls_security_level=may smtpd_tls_cert_file=/cert.pem smtpd_tls_key_file=/key.pem' ;;
  full)
    cat >/etc/dovecot/dovecot.conf <<END
protocols = lmtp
ssl = no
log_path = /var/log/dovecot.log
mail_location = maildir:~/Maildir
mail_plugins = quota
passdb {
  driver = static
  args = nopassword=y
}
userdb {
  driver = static
  args = uid=known gid=known home=/home/known allow_all_users=yes
}
plugin {
  quota = maildir:User quota
  quota_rule = *:storage=1K
  quota_grace = 0
}
service lmtp {
  unix_listener /var/spool/postfix/private/dovecot-lmtp {
    mode = 0666
  }
}
END
    dovecot
    more='mailbox_transport=lmtp:unix:private/dovecot-lmtp' ;;
  policy)
    echo '/^Subject:/ REJECT' >/etc/postfix/checks
    more=header_checks=regexp:/etc/postfix/checks ;;
  greylisting | 'short greylisting')
    rm -f /var/lib/postgrey/*
    delay=300
    [ "$2" = greylisting ] || delay=1
    postgrey --inet=127.0.0.1:10023 --pidfile=/run/postgrey.pid --daemonize --delay=$delay
    listening 2727
    more='smtpd_recipient_restrictions=check_policy_service,inet:127.0.0.1:10023' ;;
  'limit at DATA' | 'limit at dot' | 'milter '*' at '*) more=$milter && start_milter "$2" ;;
  'milter away') more=$milter ;;
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
