#!/bin/sh
# Courier: `packages`, `start <variant>` or `stop`.
set -eu
[ "$1" = packages ] && echo courier-mta && exit
[ "$1" = stop ] && { esmtpd stop; courier stop; courierfilter stop; authdaemond stop; exit 0; }

cd /etc/courier
size=10485760 sender=0
case $2 in
  plain) ;;
  small) size=1500 ;;
  picky) sender=1 ;;
  *) exit 3 ;;
esac
echo mx.acme.test >me
echo acme.test | tee locals esmtpacceptmailfor >defaultdomain
echo $size >sizelimit
[ -f esmtpd.debian ] || cp esmtpd esmtpd.debian
cat esmtpd.debian - >esmtpd <<END
ADDRESS=198.51.100.1
BOFHCHECKDNS=$sender
COURIERTLS=
TARPIT=0
END
[ -d /home/known/Maildir ] || su known -s /bin/sh -c 'maildirmake /home/known/Maildir'
mkdir -p /run/courier/authdaemon
chown -R courier /run/courier
makesmtpaccess
makealiases
authdaemond start
courierfilter start
courier start
esmtpd start
