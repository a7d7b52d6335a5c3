#!/bin/sh
# passlib 1.7.4 (Debian 12): ldap_salted_sha1 and its like refuse salts of other lengths than 4 to 16 bytes.
#
# Expected: {SSHA}, {SMD5}, {SSHA256} and {SSHA512} are a digest and, behind it, whatever salt the server chose; slapd
# and Dovecot verify any length, none as well. Seen: with a salt of 20 or 32 bytes, verify() throws ValueError, as it does
# with 1 or 2, so a login answers with status 500 for accounts of a directory that salts by itself (a salt as long as the
# digest is common). Dovecot 2.3.19 verifies all of them. Needs apt-get on Debian 12; installs nothing outside of a
# temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get download -q python3-passlib=1.7.4-3 dovecot-core=1:2.3.19.1+dfsg1-2.1+deb12u7 libexttextcat-2.0-0 liblua5.4-0 libwrap0 \
  libsodium23 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
LD_LIBRARY_PATH=$folder/usr/lib/dovecot:$folder/usr/lib/x86_64-linux-gnu
# Without this, doveadm looks for its settings with a program of the system.
DOVECONF_ENV=1
export LD_LIBRARY_PATH DOVECONF_ENV
cat >try.py <<'PY'
import base64, hashlib, subprocess, sys

sys.path.insert(0, "usr/lib/python3/dist-packages")
from passlib.hash import ldap_salted_sha1

for length in (1, 4, 16, 20, 32):
    salt = b"s" * length
    stored = "{SSHA}" + base64.b64encode(hashlib.sha1(b"secret" + salt).digest() + salt).decode()
    try:
        passlib = ldap_salted_sha1.verify("secret", stored)
    except ValueError:
        passlib = "ValueError"
    asked = ["usr/bin/doveadm", "pw", "-t", stored, "-p", "secret"]
    dovecot = subprocess.run(asked, capture_output=True).stdout.endswith(b"(verified)\n")
    print(f"salt of {length} bytes: passlib {passlib}, Dovecot {dovecot}")
PY
/usr/bin/python3 try.py | tee seen
cat >known <<'TEXT'
salt of 1 bytes: passlib ValueError, Dovecot True
salt of 4 bytes: passlib True, Dovecot True
salt of 16 bytes: passlib True, Dovecot True
salt of 20 bytes: passlib ValueError, Dovecot True
salt of 32 bytes: passlib ValueError, Dovecot True
TEXT
if cmp -s seen known; then
  echo "As seen: salts are refused by length."
else
  echo CHANGED
  exit 1
fi
