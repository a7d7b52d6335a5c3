#!/bin/sh
# Exim: `packages`, `start <variant>` or `stop`.
set -eu
[ "$1" = packages ] && echo exim4-daemon-heavy && exit
[ "$1" = stop ] && { kill "$(cat /run/exim4/exim.pid)"; exit; }

size=50M sender=
case $2 in
  plain) ;;
  small) size=1500 ;;
  picky) sender='require verify = sender' ;;
  *) exit 3 ;;
esac
cat >/etc/exim4/exim4.conf <<END
primary_hostname = mx.acme.test
domainlist local_domains = acme.test
acl_smtp_rcpt = recipient
tls_advertise_hosts =
message_size_limit = $size
disable_ipv6
local_interfaces = 198.51.100.1
begin acl
recipient:
  $sender
  accept domains = +local_domains
         endpass
         verify = recipient
  deny message = relay not permitted
begin routers
remote:
  driver = dnslookup
  domains = ! +local_domains
  transport = remote
local:
  driver = accept
  domains = +local_domains
  check_local_user
  transport = mailbox
begin transports
remote:
  driver = smtp
mailbox:
  driver = appendfile
  file = /var/mail/\$local_part_data
END
chmod 644 /etc/exim4/exim4.conf
mkdir -p /run/exim4
chown Debian-exim /run/exim4
exim4 -bd -oP /run/exim4/exim.pid
