#!/bin/sh
# Sendmail: `packages`, `start <variant>` or `stop`.
set -eu
[ "$1" = packages ] && echo sendmail-bin sendmail-cf libsasl2-modules sasl2-bin python3-milter $(cat /scripts/verifiers) && exit
. /scripts/milter.sh
[ "$1" = stop ] && { stop_milter; exec pkill sendmail; }

option() { printf "define(\`conf%s', \`%s')\n" "$1" "$2"; }
milter="INPUT_MAIL_FILTER(\`filter', \`S=inet:8890@127.0.0.1, F=T')"
more= login= sender="FEATURE(\`accept_unresolvable_domains')"
case $2 in
  plain) ;;
  small) more=$(option MAX_MESSAGE_SIZE 1500) ;;
  picky) sender= ;;
  relay) echo 'Connect:198.51.100.7 RELAY' >/etc/access ;;
  login) login='PLAIN LOGIN' ;;
  tls) login='PLAIN LOGIN' more=$(option SERVER_CERT /cert.pem; option SERVER_KEY /key.pem; option CACERT /cert.pem
    option CACERT_PATH /etc/ssl/certs) && chmod 600 /key.pem ;;
  'limit at connect')
    echo 'ClientRate: 1' >/etc/access
    more="FEATURE(\`ratecontrol', \`nodelay', \`terminate')" ;;
  'limit at MAIL') more=$(option MIN_FREE_BLOCKS 999999999) ;;
  policy | greylisting | 'limit at '* | 'milter '*' at '*) more=$milter && start_milter "$2" ;;
  'milter away') more=$milter ;;
  *) exit 3 ;;
esac
# It takes what comes from its own addresses for local, and the mailer here has one of this machine's.
cat >/etc/mail/sendmail.mc <<END
include(\`/usr/share/sendmail/cf/m4/cf.m4')
OSTYPE(\`debian')
$(option DOMAIN_NAME mx.acme.test)
$(option DONT_PROBE_INTERFACES True)
$(option HOST_STATUS_DIRECTORY '')
$(option PID_FILE /run/sendmail.pid)
$(option TO_QUEUEWARN 1s)
$(option REFUSE_LA 1000)
$(option QUEUE_LA 1000)
$(option AUTH_MECHANISMS "$login")
define(\`ALIAS_FILE', \`/etc/aliases')
define(\`QUEUE_DIR', \`/var/spool/queue')
LOCAL_DOMAIN(\`acme.test')
FEATURE(\`no_default_msa')
FEATURE(\`local_lmtp', \`/usr/libexec/sendmail/mail.local')
FEATURE(\`access_db', \`hash -T<TMPF> /etc/access')
$sender
$more
DAEMON_OPTIONS(\`Name=MTA, Addr=198.51.100.1')
MAILER(\`local')
MAILER(\`smtp')
END
m4 /etc/mail/sendmail.mc >/etc/mail/sendmail.cf
touch /etc/access
/usr/libexec/sendmail/makemap hash /etc/access </etc/access
: >/etc/access
cp /scripts/aliases /etc/aliases
mkdir -p -m 700 /var/spool/queue
/usr/libexec/sendmail/newaliases >/dev/null
echo plum-tree-by-the-river | saslpasswd2 -p -c -u mx.acme.test known
/usr/libexec/sendmail/sendmail -L sm-mta -bd -q5s
