#!/bin/sh
# Courier: `packages`, `start <variant>` or `stop`.
set -eu
[ "$1" = packages ] && echo courier-mta $(cat /scripts/verifiers) && exit
[ "$1" = stop ] && { esmtpd stop; courier stop; courierfilter stop; authdaemond stop; exit 0; }

cd /etc/courier
size=10485760 more= inbox=/home/known/Maildir
rm -rf $inbox
su known -s /bin/sh -c "maildirmake $inbox"
case $2 in
  plain) ;;
  small) size=1500 ;;
  picky) more=BOFHCHECKDNS=1 ;;
  relay) more=RELAYCLIENT= ;;
  login) more=ESMTPAUTH=PLAIN ;;
  tls)
    cat /cert.pem /key.pem >both.pem && chown courier both.pem && chmod 600 both.pem
    more="COURIERTLS=/usr/bin/couriertls TLS_CERTFILE=$PWD/both.pem ESMTPAUTH_TLS=PLAIN" ;;
  full) su known -s /bin/sh -c "maildirmake -q 1000S $inbox && head -c 2000 /dev/zero >$inbox/cur/1,S=2000:2,S" ;;
  'limit at connect') more='MAXPERIP=1 MAXPERC=1' ;;
  *) exit 3 ;;
esac
echo mx.acme.test >me
echo acme.test | tee locals esmtpacceptmailfor >defaultdomain
echo $size >sizelimit
echo 1s >warntime
echo 3 >retryalpha
cp /scripts/aliases aliases/system
[ -f esmtpd.debian ] || cp esmtpd esmtpd.debian
{ cat esmtpd.debian && printf '%s\n' ADDRESS=198.51.100.1 BOFHCHECKDNS=0 COURIERTLS= TARPIT=0 $more; } >esmtpd
# It refuses for hours what came back once.
rm -f /var/lib/courier/track/*
mkdir -p /run/courier/authdaemon
chown -R courier /run/courier
makesmtpaccess
makealiases
authdaemond start
courierfilter start
courier start
esmtpd start
