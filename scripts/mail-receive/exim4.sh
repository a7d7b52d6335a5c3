#!/bin/sh
# Exim: `packages`, or `start`. /recipe has the files of the recipe, by their names.
set -eu
[ "$1" = packages ] && echo exim4-daemon-heavy && exit

# No recipient is verified, so that the mail to an unknown user is accepted and comes back.
cat >/etc/exim4/exim4.conf <<END
primary_hostname = mx.acme.test
domainlist local_domains = acme.test
acl_smtp_rcpt = recipient
tls_advertise_hosts =
disable_ipv6
begin acl
recipient:
  accept domains = +local_domains
  deny
begin routers
$(cat /recipe/routers)
local:
  driver = accept
  domains = +local_domains
  check_local_user
  transport = mailbox
begin transports
$(cat /recipe/transports)
mailbox:
  driver = appendfile
  file = /var/mail/\$local_part_data
END
chmod 644 /etc/exim4/exim4.conf
mkdir -p /run/exim4
chown Debian-exim /run/exim4
exim4 -bd -q1s -oP /run/exim4/exim.pid
