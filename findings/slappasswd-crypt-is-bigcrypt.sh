#!/bin/sh
# slappasswd 2.5.13 (Debian 12): "{CRYPT}" is neither the 13 characters of DES nor the default of crypt(3).
#
# Expected: {CRYPT} without a salt format gives the traditional form, 13 characters of which the first eight of the
# password count, or what libxcrypt prefers, "$y$". Seen: 13 characters for up to eight bytes, and eleven more for every
# eight bytes beyond: bigcrypt of Digital Unix, since a salt of 31 characters has libxcrypt choose it. So a directory has
# entries of many lengths in one scheme. PHP 8.2 and passlib 1.7.4's ldap_des_crypt do not verify the long ones; Debian's
# crypt(3) and passlib's bigcrypt do. Needs apt-get on Debian 12; installs nothing outside of a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get download -q slapd=2.5.13+dfsg-5 libldap-2.5-0 libltdl7 libodbc2 libwrap0 libsasl2-2 libcrypt1=1:4.4.33-2 \
  python3-passlib=1.7.4-3 php8.2-cli php8.2-common libargon2-1 libedit2 libxml2 libsodium23 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
LD_LIBRARY_PATH=$folder/lib/x86_64-linux-gnu:$folder/usr/lib/x86_64-linux-gnu
export LD_LIBRARY_PATH PYTHONPATH=usr/lib/python3/dist-packages
cat >verify.py <<'PY'
import sys
from passlib.hash import bigcrypt, ldap_des_crypt

password, stored = sys.argv[1:]
try:
    by_ldap = ldap_des_crypt.verify(password, "{CRYPT}" + stored)
except ValueError as error:
    by_ldap = type(error).__name__
print(f"ldap_des_crypt {by_ldap}, bigcrypt {bigcrypt.verify(password, stored)}", end=", ")
PY
ln -s usr/sbin/slapd slappasswd
for password in sesame "open sesame" "open sesame, please"; do
  stored=$(./slappasswd -h '{CRYPT}' -s "$password")
  stored=${stored#'{CRYPT}'}
  printf '%s: %s characters, ' "$password" "${#stored}"
  /usr/bin/python3 verify.py "$password" "$stored"
  usr/bin/php8.2 -n -r 'echo "PHP ", var_export(password_verify($argv[1], $argv[2]), true), "\n";' -- "$password" "$stored"
done | tee seen
cat >known <<'TEXT'
sesame: 13 characters, ldap_des_crypt True, bigcrypt True, PHP true
open sesame: 24 characters, ldap_des_crypt ValueError, bigcrypt True, PHP false
open sesame, please: 35 characters, ldap_des_crypt ValueError, bigcrypt True, PHP false
TEXT
if cmp -s seen known; then
  echo "As seen: bigcrypt."
else
  echo CHANGED
  exit 1
fi
