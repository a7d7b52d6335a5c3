#!/bin/sh
# Sendmail: `packages`, `start <variant>` or `stop`.
set -eu
[ "$1" = packages ] && echo sendmail-bin sendmail-cf && exit
[ "$1" = stop ] && exec pkill sendmail

size=0 sender="FEATURE(\`accept_unresolvable_domains')"
case $2 in
  plain) ;;
  small) size=1500 ;;
  picky) sender= ;;
  *) exit 3 ;;
esac
# It takes what comes from its own addresses for local, and the mailer here has one of this machine's.
cat >/etc/mail/sendmail.mc <<END
include(\`/usr/share/sendmail/cf/m4/cf.m4')
OSTYPE(\`debian')
define(\`confDOMAIN_NAME', \`mx.acme.test')
define(\`confDONT_PROBE_INTERFACES', \`True')
define(\`confHOST_STATUS_DIRECTORY', \`')
define(\`confMAX_MESSAGE_SIZE', \`$size')
define(\`confPID_FILE', \`/run/sendmail.pid')
define(\`ALIAS_FILE', \`/etc/aliases')
define(\`QUEUE_DIR', \`/var/spool/queue')
LOCAL_DOMAIN(\`acme.test')
FEATURE(\`no_default_msa')
FEATURE(\`local_lmtp', \`/usr/libexec/sendmail/mail.local')
$sender
DAEMON_OPTIONS(\`Name=MTA, Addr=198.51.100.1')
MAILER(\`local')
MAILER(\`smtp')
END
m4 /etc/mail/sendmail.mc >/etc/mail/sendmail.cf
touch /etc/aliases
mkdir -p -m 700 /var/spool/queue
newaliases >/dev/null
/usr/libexec/sendmail/sendmail -L sm-mta -bd -q10s
