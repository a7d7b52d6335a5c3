#!/bin/sh
# flufl.bounce 4.0 and Mail::DeliveryStatus::BounceParser 1.543 (Debian 12): a bounce for an address with other letters
# than ASCII names nobody.
#
# Expected: a report about "jürgen@example.com" (RFC 6533: message/global-delivery-status, `Final-Recipient: utf-8; ...`) is
# read like one of RFC 3464. Seen: flufl.bounce, the reader of Mailman 3, finds neither a permanent nor a temporary failure,
# so that the mail is no bounce to it; BounceParser says that it is a bounce, of no address. Both read the same report about
# an ASCII address. Needs apt-get, python3 and perl on Debian 12; installs nothing outside of a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get download -q python3-flufl.bounce=4.0-3 python3-public python3-zope.interface python3-pkg-resources \
  libmail-deliverystatus-bounceparser-perl=1.543+repacked-1 libmime-tools-perl libmailtools-perl libtimedate-perl \
  libconvert-binhex-perl libio-stringy-perl >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
cat >report.py <<'PY'
import sys

address, world = sys.argv[1], sys.argv[2] == "global"
kind = "global-delivery-status\r\nContent-Transfer-Encoding: 8bit" if world else "delivery-status"
text = f"""From: MAILER-DAEMON@mx.example.net
To: bounces@example.org
Subject: Undelivered mail
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind.split(chr(13))[0]}; boundary=abc

--abc
Content-Type: text/plain; charset=utf-8

The mail could not be delivered.

--abc
Content-Type: message/{kind}

Reporting-MTA: dns; mx.example.net

Final-Recipient: {"utf-8" if world else "rfc822"}; {address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--abc
Content-Type: {"message/global-headers" if world else "text/rfc822-headers"}

Subject: Confirm your address

--abc--
"""
sys.stdout.buffer.write(text.replace("\r\n", "\n").replace("\n", "\r\n").encode())
PY
cat >ask.py <<'PY'
import email
import sys

sys.path.insert(0, "usr/lib/python3/dist-packages")
from flufl.bounce import all_failures

temporary, permanent = all_failures(email.message_from_binary_file(sys.stdin.buffer))
print("flufl.bounce:", ", ".join(sorted(address.decode() for address in temporary | permanent)) or "nobody")
PY
cat >ask.pl <<'PERL'
use lib "usr/share/perl5";
use Mail::DeliveryStatus::BounceParser;
local $/;
my $bounce = Mail::DeliveryStatus::BounceParser->new(scalar <STDIN>);
print "BounceParser: ", ($bounce->is_bounce ? "a bounce of " : "no bounce of "), join(", ", $bounce->addresses) || "nobody", "\n";
PERL
for report in "ada@example.com plain" "jürgen@example.com global"; do
  # shellcheck disable=SC2086
  /usr/bin/python3 report.py $report >report.eml
  echo "${report% *}"
  /usr/bin/python3 ask.py <report.eml
  perl ask.pl <report.eml
done | tee seen
cat >known <<'TEXT'
ada@example.com
flufl.bounce: ada@example.com
BounceParser: a bounce of ada@example.com
jürgen@example.com
flufl.bounce: nobody
BounceParser: a bounce of nobody
TEXT
if cmp -s seen known; then
  echo "As seen: nobody is named."
else
  echo CHANGED
  exit 1
fi
