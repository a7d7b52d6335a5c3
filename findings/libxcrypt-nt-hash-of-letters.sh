#!/bin/sh
# libxcrypt 4.4.33 (Debian 12): "$3$" is the NT hash of Windows for ASCII passwords alone.
#
# Expected: what `mkpasswd -m nt` writes is MD4 of the password in UTF-16, as Windows, Samba and passlib 1.7.4 have it,
# so the 32 digits can go from one to another. Seen: each byte of UTF-8 becomes a unit of UTF-16, so "Grüße" has another
# hash, which no other program verifies, and verifying Samba's with crypt(3) fails. Needs apt-get on Debian 12; installs
# nothing outside of a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get download -q whois=5.5.17 libcrypt1=1:4.4.33-2 python3-passlib=1.7.4-3 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
LD_LIBRARY_PATH=$folder/lib/x86_64-linux-gnu
export LD_LIBRARY_PATH LC_ALL=C.UTF-8
for password in secret Grüße; do
  libxcrypt=$(usr/bin/mkpasswd -m nt "$password")
  passlib=$(PYTHONPATH=usr/lib/python3/dist-packages /usr/bin/python3 -c \
    'import sys; from passlib.hash import nthash; print(nthash.hash(sys.argv[1]))' "$password")
  echo "$password libxcrypt ${libxcrypt#\$3\$\$} passlib $passlib"
done | tee seen
cat >known <<'TEXT'
secret libxcrypt 878d8014606cda29677a44efa1353fc7 passlib 878d8014606cda29677a44efa1353fc7
Grüße libxcrypt ada998ce9dab72e363b5b48290f1656c passlib 2816114083c3d8e78cfa2bdb9cde7ae6
TEXT
if cmp -s seen known; then
  echo "As seen: two NT hashes."
else
  echo CHANGED
  exit 1
fi
