#!/bin/sh
# dkimpy 1.1.4 (Debian 12): a DKIM key for several services, one of them email, verifies no mail.
#
# Expected: `s=email:web` is a list with colons (RFC 6376 section 3.6.1), and email in it is enough, as for Mail::DKIM 1.20230212,
# OpenDKIM 2.11.0 and mailauth 7.1.0. Seen: the whole value is compared with "email" and "*", the record is ignored, and the
# verification ends with UnknownKeyTypeError, "None", which names another tag. The same mail verifies with `s=email`.
# Needs apt-get and python3 on Debian 12; installs nothing outside of a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get download -q python3-dkim=1.1.4-1 python3-dnspython >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
openssl genrsa -out key.pem 2048 2>/dev/null
cat >try.py <<'PY'
import subprocess
import sys

sys.path.insert(0, "usr/lib/python3/dist-packages")
import dkim

MAIL = b"From: a@example.com\r\nTo: b@example.org\r\nSubject: Hello\r\n\r\nHello.\r\n"
key = open("key.pem", "rb").read()
p = subprocess.run(["openssl", "rsa", "-in", "key.pem", "-pubout", "-outform", "DER"], capture_output=True).stdout
p = subprocess.run(["openssl", "base64", "-A"], input=p, capture_output=True).stdout.decode()
mail = dkim.sign(MAIL, b"s", b"example.com", key) + MAIL


def said(record):
    try:
        return str(dkim.DKIM(mail).verify(dnsfunc=lambda name, timeout=5: record.encode()))
    except dkim.DKIMException as error:
        return f"{type(error).__name__}: {error}"


verdicts = {s: said(f"v=DKIM1; {s}; p={p}") for s in ["s=email", "s=*", "s=email:web", "s=web:email"]}
print("dkimpy 1.1.4")
for s, verdict in verdicts.items():
    print(f"  {s}: {verdict}")
seen = ["True", "True", "UnknownKeyTypeError: None", "UnknownKeyTypeError: None"]
is_as_seen = list(verdicts.values()) == seen
print("As seen: a list with email in it is not taken." if is_as_seen else "CHANGED")
sys.exit(0 if is_as_seen else 1)
PY
/usr/bin/python3 try.py
