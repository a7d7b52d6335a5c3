#!/bin/sh
# elinks 0.13.2 (Debian 12): `elinks -dump` loses a letter wherever a mark without a width of its own follows it.
#
# Expected: a page in UTF-8 is written in UTF-8, letter by letter, as w3m and lynx write it. Seen: a letter and the mark
# after it (Arabic tanwin, a combining acute accent, Devanagari and Thai vowels, also the invisible U+2069 that ends a
# direction) become the bytes FD BF BF BD A3 xx, which are no UTF-8, so that the letter is gone: "2026" before U+2069 is
# "202". In the locale C, both become asterisks. Postern's Arabic mails have such marks in their HTML; the text part is
# what mutt shows, and it is whole.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q=2 elinks=0.13.2-1+b4 elinks-data=0.13.2-1 libev4 libfsplib0 libgpm2 libidn12 liblua5.1-0 \
  libperl5.36 libtre5 libgssapi-krb5-2 libkrb5-3 libk5crypto3 libkrb5support0 libkeyutils1 2>/dev/null
for package in *.deb; do dpkg-deb -x "$package" .; done
LD_LIBRARY_PATH=$(dirname "$(find "$folder/usr/lib" -name 'libtre.so*' | head -1)")
export LD_LIBRARY_PATH LC_ALL=C.UTF-8 HOME="$folder"

printf '<!doctype html><meta charset="utf-8"><p>caf\303\251</p><p>cafe\314\201</p><p>2026\342\201\251</p><p>\330\254\330\257\331\213\330\247</p>\n' >page.html
usr/bin/elinks -version | head -1
usr/bin/elinks -dump -dump-charset utf-8 page.html >seen
grep -av '^$' seen | while read -r line; do
  printf '%s' "$line" | od -An -tx1
done >bytes
cat bytes
printf ' 63 61 66 c3 a9\n 63 61 66 fd bf bf bd a3 ac\n 32 30 32 fd bf bf bd a3 ad\n d8 ac fd bf bf bd a3 ae d8 a7\n' >known
if cmp -s bytes known; then
  echo "As seen: a letter before a mark is lost."
else
  echo CHANGED
  exit 1
fi
