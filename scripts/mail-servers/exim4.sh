#!/bin/sh
# Exim: `packages`, `start <variant>` or `stop`.
set -eu
[ "$1" = packages ] && echo exim4-daemon-heavy $(cat /scripts/verifiers) && exit
[ "$1" = stop ] && { kill "$(cat /run/exim4/exim.pid)"; exit; }

limited() { echo "defer message = Sender rate overlimit - \$sender_rate / \$sender_rate_period
         ratelimit = 1 / 1h / strict / per_conn"; }
main= connect= mail= recipient= predata= data=
case $2 in
  plain) rm -f /var/mail/known ;;
  small) main='message_size_limit = 1500' ;;
  picky) recipient='require verify = sender' ;;
  relay) recipient='require verify = recipient
         accept hosts = 198.51.100.7' ;;
  login) main='auth_advertise_hosts = *' ;;
  tls) main='auth_advertise_hosts = *
tls_advertise_hosts = *
tls_certificate = /cert.pem
tls_privatekey = /key.pem' && chown Debian-exim /key.pem ;;
  full)
    head -c 20000 /dev/zero | tr '\0' x >/var/mail/known && chown known /var/mail/known ;;
  policy) data=deny ;;
  'limit at connect') connect=$(limited) ;;
  'limit at MAIL') mail=$(limited) ;;
  'limit at RCPT') recipient=$(limited) ;;
  'limit at DATA') predata=$(limited) ;;
  'limit at dot') data=$(limited) ;;
  *) exit 3 ;;
esac
case $main in *tls_adv*) ;; *) main="tls_advertise_hosts =
$main" ;; esac
cp /scripts/aliases /etc/aliases
cat >/etc/exim4/exim4.conf <<END
primary_hostname = mx.acme.test
qualify_domain = acme.test
domainlist local_domains = acme.test
acl_smtp_connect = connect
acl_smtp_mail = mail
acl_smtp_rcpt = recipient
acl_smtp_predata = predata
acl_smtp_data = data
$main
delay_warning = 1s
disable_ipv6
local_interfaces = 198.51.100.1
begin acl
connect:
  $connect
  accept
mail:
  $mail
  accept
recipient:
  $recipient
  accept domains = +local_domains
         endpass
         verify = recipient
  deny message = relay not permitted
predata:
  $predata
  accept
data:
  $data
  accept
begin routers
remote:
  driver = dnslookup
  domains = ! +local_domains
  transport = remote
  no_more
aliases:
  driver = redirect
  data = \${lookup{\$local_part}lsearch{/etc/aliases}}
local:
  driver = accept
  check_local_user
  local_part_suffix = +* : -*
  local_part_suffix_optional
  transport = mailbox
begin transports
remote:
  driver = smtp
mailbox:
  driver = appendfile
  file = /var/mail/\$local_part_data
  group = mail
  quota = 20K
begin retry
* quota
* * F,1h,3s
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if eq{\$auth2:\$auth3}{known:plum-tree-by-the-river}}
END
chmod 644 /etc/exim4/exim4.conf
mkdir -p /run/exim4
chown Debian-exim /run/exim4
exim4 -bd -q5s -oP /run/exim4/exim.pid
