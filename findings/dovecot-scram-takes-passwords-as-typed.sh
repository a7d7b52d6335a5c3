#!/bin/sh
# Dovecot 2.3.19, GNU SASL 2.2.0 (Debian 12): the same {SCRAM-SHA-256} is of other passwords, for people who have a "²" in theirs.
#
# Expected: `gsasl --mkpasswd` and `doveadm pw -s SCRAM-SHA-256` write one form, so what one made verifies with the other. Seen: it
# does for ASCII and for "Grüße". The password is to be prepared by SASLprep first (RFC 5802 section 2.2), which makes "²" a "2", "º"
# an "o" and a no-break space a blank. gsasl prepares it, and Dovecot takes it as it was typed. So after a move the right password is
# a wrong one for whoever has such a letter in it, and what Dovecot itself made is not what a client that prepares derives. Dovecot
# verifies gsasl's if it is given the prepared password.
# Needs apt-get and python3 on Debian 12; installs nothing outside of a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get download -q dovecot-core=1:2.3.19.1+dfsg1-2.1+deb12u7 libexttextcat-2.0-0 liblua5.4-0 libwrap0 gsasl=2.2.0-1+deb12u2 \
  libgsasl18=2.2.0-1+deb12u2 libntlm0 libidn12 libgssglue1 python3-passlib=1.7.4-3 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
: >none.conf
cat >try.py <<'PY'
import os
import subprocess
import sys

sys.path.insert(0, "usr/lib/python3/dist-packages")
from passlib.utils import saslprep

LIBRARIES = ":".join(os.path.abspath(path) for path in ("usr/lib/x86_64-linux-gnu", "usr/lib/dovecot"))
ENVIRONMENT = {**os.environ, "LD_LIBRARY_PATH": LIBRARIES, "LC_ALL": "C.UTF-8"}


def run(*command):
    return subprocess.run(command, env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True)


def gsasl(password, *more):
    made = run("usr/bin/gsasl", "--mkpasswd", "--mechanism=SCRAM-SHA-256", "--iteration-count=4096", *more, "--password", password)
    return made.stdout.strip()


def is_right_for_dovecot(password, stored):
    return run("usr/bin/doveadm", "-c", "none.conf", "pw", "-t", stored, "-p", password).returncode == 0


seen = []
for password in ("secret", "Grüße", "mot²passe", "nº7 clave", "a\u00a0b"):
    stored = run("usr/bin/doveadm", "-c", "none.conf", "pw", "-s", "SCRAM-SHA-256", "-p", password).stdout.strip()
    salt = stored.split(",")[1]
    row = [
        is_right_for_dovecot(password, gsasl(password)),
        gsasl(password, f"--salt={salt}") == stored,
        is_right_for_dovecot(saslprep(password), gsasl(password)),
    ]
    seen.append(row)
    print(f"{password!r}: gsasl's is right for Dovecot {row[0]}, gsasl makes Dovecot's {row[1]}, with the password prepared {row[2]}")
known = [[True, True, True], [True, True, True], [False, False, True], [False, False, True], [False, False, True]]
print("As seen: Dovecot takes it as typed." if seen == known else "CHANGED")
sys.exit(0 if seen == known else 1)
PY
echo "Dovecot 2.3.19.1, GNU SASL 2.2.0"
/usr/bin/python3 try.py
