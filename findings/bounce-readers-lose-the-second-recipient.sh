#!/bin/sh
# mail 2.7.1 (Ruby 3.1) and Mail::DeliveryStatus::BounceParser 1.543 (Debian 12): of a report about two recipients, one is read.
#
# Expected: a report names each recipient in a group of its own (RFC 3464 section 2.1), and a reader tells what became of each.
# Seen: mail says `retryable?` of two permanent failures (it matches 5 against a list), and `bounced?` looks at the first
# group only, so a failure behind a delay is no bounce. BounceParser reads the first group only if the lines end in CRLF, as
# they do in SMTP and in .eml files; with LF it reads both, but says "no bounce", of nobody, if the first one is delayed.
# flufl.bounce 4.0 reads all of them. Needs apt-get, ruby, perl and python3 on Debian 12; installs nothing outside of a
# temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get download -q ruby-mail=2.7.1+dfsg1-2 ruby-mini-mime python3-flufl.bounce=4.0-3 python3-public python3-zope.interface \
  python3-pkg-resources libmail-deliverystatus-bounceparser-perl=1.543+repacked-1 libmime-tools-perl libmailtools-perl \
  libtimedate-perl libconvert-binhex-perl libio-stringy-perl >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
cat >report.py <<'PY'
import sys

ends = {"LF": "\n", "CRLF": "\r\n"}[sys.argv[1]]
said = {"failed": "5.1.1", "delayed": "4.2.2"}
names = ["ada", "bob"]
groups = [
    f"Final-Recipient: rfc822; {name}@example.com\nAction: {action}\nStatus: {said[action]}\n"
    for name, action in zip(names, sys.argv[2:])
]
text = f"""From: MAILER-DAEMON@mx.example.net
To: bounces@example.org
Subject: Undelivered mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=abc

--abc
Content-Type: text/plain; charset=us-ascii

The mail could not be delivered.

--abc
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

{chr(10).join(groups)}
--abc
Content-Type: text/rfc822-headers

Subject: Confirm your address

--abc--
"""
sys.stdout.buffer.write(text.replace("\n", ends).encode())
PY
cat >ask.rb <<'RB'
$LOAD_PATH.unshift "usr/lib/ruby/vendor_ruby", "usr/share/rubygems-integration/all/gems/mini_mime-1.1.1/lib"
require "mail"
mail = Mail.read_from_string(STDIN.read)
puts "  mail: bounced? #{mail.bounced?}, retryable? #{mail.retryable?}"
RB
cat >ask.pl <<'PERL'
use lib "usr/share/perl5";
use Mail::DeliveryStatus::BounceParser;
local $/;
my $bounce = Mail::DeliveryStatus::BounceParser->new(scalar <STDIN>);
print "  BounceParser: ", ($bounce->is_bounce ? "a bounce of " : "no bounce, "), join(", ", $bounce->addresses) || "nobody", "\n";
PERL
cat >ask.py <<'PY'
import email
import sys

sys.path.insert(0, "usr/lib/python3/dist-packages")
from flufl.bounce import all_failures

temporary, permanent = all_failures(email.message_from_binary_file(sys.stdin.buffer))
names = lambda addresses: ", ".join(sorted(address.decode() for address in addresses)) or "nobody"
print(f"  flufl.bounce: {names(permanent)} failed, {names(temporary)} delayed")
PY
ruby --version | cut -d" " -f1,2
for report in "CRLF failed failed" "LF failed failed" "CRLF delayed failed" "LF delayed failed"; do
  # shellcheck disable=SC2086
  /usr/bin/python3 report.py $report >report.eml
  echo "ada and bob, $report"
  ruby ask.rb <report.eml
  perl ask.pl <report.eml
  /usr/bin/python3 ask.py <report.eml
done | tee seen
cat >known <<'TEXT'
ada and bob, CRLF failed failed
  mail: bounced? true, retryable? true
  BounceParser: a bounce of ada@example.com
  flufl.bounce: ada@example.com, bob@example.com failed, nobody delayed
ada and bob, LF failed failed
  mail: bounced? true, retryable? true
  BounceParser: a bounce of ada@example.com, bob@example.com
  flufl.bounce: ada@example.com, bob@example.com failed, nobody delayed
ada and bob, CRLF delayed failed
  mail: bounced? false, retryable? true
  BounceParser: no bounce, nobody
  flufl.bounce: bob@example.com failed, ada@example.com delayed
ada and bob, LF delayed failed
  mail: bounced? false, retryable? true
  BounceParser: no bounce, nobody
  flufl.bounce: bob@example.com failed, ada@example.com delayed
TEXT
if cmp -s seen known; then
  echo "As seen: the second recipient is lost."
else
  echo CHANGED
  exit 1
fi
