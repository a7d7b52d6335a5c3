#!/bin/sh
# mosquitto_passwd 2.0.11 (Debian 12): its "$6$" is no SHA-512-crypt, and its "$7$" no scrypt.
#
# Expected: a line of a password file with "$6$" or "$7$" is what crypt(3), Dovecot and passlib know by these names. Seen: "$7$"
# is PBKDF2 with SHA-512 and 101 rounds, "$6$" one SHA-512 of the password and the bytes of the salt, both with salt and
# digest in ordinary Base64. libxcrypt 4.4.33 takes "$6$" and gets another hash, so that the right password is wrong; it does
# not take "$7$". passlib 1.7.4 identifies "$6$" as its own and throws then. The length tells them apart: 88 characters of
# digest, not 86 and 43. Needs apt-get on Debian 12; installs nothing outside of a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get download -q mosquitto=2.0.11-1.2+deb12u2 libssl3 libcjson1 libcrypt1=1:4.4.33-2 python3-passlib=1.7.4-3 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
LD_LIBRARY_PATH=$folder/lib/x86_64-linux-gnu:$folder/usr/lib/x86_64-linux-gnu
export LD_LIBRARY_PATH
cat >verify.py <<'PY'
import ctypes
import hashlib
import sys
from base64 import b64decode

sys.path.insert(0, "usr/lib/python3/dist-packages")
from passlib.hash import sha512_crypt

crypt = ctypes.CDLL("libcrypt.so.1").crypt
crypt.restype = ctypes.c_char_p
stored = sys.stdin.read().strip().split(":", 1)[1]
_, name, *rounds, salt, digest = stored.split("$")
if name == "6":
    computed = hashlib.sha512(b"sesame" + b64decode(salt)).digest()
else:
    computed = hashlib.pbkdf2_hmac("sha512", b"sesame", b64decode(salt), int(rounds[0]))
by_crypt = crypt(b"sesame", stored.encode())
try:
    by_passlib = str(sha512_crypt.verify("sesame", stored))
except ValueError as error:
    by_passlib = type(error).__name__
said = "another hash" if by_crypt and by_crypt.startswith(b"$6$") and by_crypt.decode() != stored else "no hash"
print(
    f"${name}$: {len(digest)} characters, by its formula {computed == b64decode(digest)}, crypt(3) {said}, "
    f"passlib identifies {sha512_crypt.identify(stored)}, verifies {by_passlib}"
)
PY
for hash in sha512 sha512-pbkdf2; do
  usr/bin/mosquitto_passwd -H "$hash" -b -c passwords ada sesame >/dev/null 2>&1
  /usr/bin/python3 verify.py <passwords
done | tee seen
cat >known <<'TEXT'
$6$: 88 characters, by its formula True, crypt(3) another hash, passlib identifies True, verifies ValueError
$7$: 88 characters, by its formula True, crypt(3) no hash, passlib identifies False, verifies ValueError
TEXT
if cmp -s seen known; then
  echo "As seen: other hashes behind the names."
else
  echo CHANGED
  exit 1
fi
