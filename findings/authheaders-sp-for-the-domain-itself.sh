#!/bin/sh
# authheaders 0.15.2 (Debian 12): sp= is applied to the domain that publishes it.
#
# Expected: with `p=none; sp=reject` at _dmarc.example.com, a mail from example.com that does not pass is left alone: sp is for
# subdomains (RFC 7489 section 6.3, RFC 9989 section 4.7), as for OpenDMARC 1.4.2, Mail::DMARC 1.20211209 and mailauth 7.1.0. Seen:
# its policy is reject. So the usual first step of a domain owner, to forbid unused subdomains while the own mail is only watched,
# has mails of the domain itself refused. Needs apt-get and python3 on Debian 12; installs nothing outside of a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get download -q python3-authheaders=0.15.2-1 python3-authres python3-dkim python3-dnspython python3-publicsuffix2 python3-pkg-resources publicsuffix >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
cat >try.py <<'PY'
import sys

sys.path.insert(0, "usr/lib/python3/dist-packages")
import authheaders


def policy(record):
    published = lambda name, *_: record if name == "_dmarc.example.com" else None
    return authheaders.dmarc_per_from("example.com", None, None, dnsfunc=published)[3]


records = ["v=DMARC1; p=none", "v=DMARC1; p=none; sp=reject"]
policies = [policy(record) for record in records]
print("authheaders 0.15.2, a mail from example.com")
for record, said in zip(records, policies):
    print(f"  {record}: {said}")
is_as_seen = policies == ["none", "reject"]
print("As seen: sp= decides for the domain itself." if is_as_seen else "CHANGED")
sys.exit(0 if is_as_seen else 1)
PY
/usr/bin/python3 try.py
