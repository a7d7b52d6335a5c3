#!/bin/sh
# Dovecot, behind Postfix: `packages`, or `start`. /recipe has the files of the recipe, by their names.
set -eu
[ "$1" = packages ] && echo postfix dovecot-lmtpd && exit

postconf -e compatibility_level=3.6 myhostname=mx.acme.test mydestination=localhost inet_interfaces=all inet_protocols=ipv4 \
  maillog_file=/var/log/postfix.log smtpd_tls_security_level=none virtual_mailbox_domains=acme.test \
  virtual_transport=lmtp:inet:127.0.0.1:2400
mkdir -p /var/spool/postfix/etc
cp /etc/resolv.conf /etc/hosts /etc/services /var/spool/postfix/etc
printf 'known@acme.test:{PLAIN}x:1000:1000::/tmp/known\n' >/etc/dovecot/users
cat >/etc/dovecot/dovecot.conf <<END
protocols = lmtp
ssl = no
log_path = /var/log/dovecot.log
mail_location = maildir:~/Maildir
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = 2400
  }
}
$(cat /recipe/local.conf)
passdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
userdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
END
dovecot
postfix start 2>/dev/null
