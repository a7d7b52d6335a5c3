#!/bin/sh
# Exim 4.96 and authres 1.2.0 (Debian 12): no verdict about a mail can be read if it came by IPv6.
#
# Expected: what a server writes into Authentication-Results can be read, whatever address the mail came from. Seen: Exim's
# ${authresults} has `smtp.remote-ip=2001:0db8:...` in it, without the quotation marks that a value with colons needs (RFC
# 8601 section 2.2, RFC 2045 section 5.1), and authres throws SyntaxError for the whole field, so that the verdicts on SPF
# and DKIM in it are lost too. By IPv4 the same field is read. Needs apt-get, root and python3 on Debian 12; installs
# nothing outside of a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get download -q exim4-daemon-light libdb5.3 libgnutls30 libgnutls-dane0 libevent-2.1-7 libunbound8 libidn12 libidn2-0 \
  libpcre2-8-0 libcrypt1 libpam0g python3-authres=1.2.0-3 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
LD_LIBRARY_PATH=$folder/lib/x86_64-linux-gnu:$folder/usr/lib/x86_64-linux-gnu
export LD_LIBRARY_PATH PYTHONPATH=usr/lib/python3/dist-packages
cat >exim.conf <<CONF
primary_hostname = mx.example.com
exim_user = root
exim_group = root
spool_directory = $folder/spool
log_file_path = $folder/%slog
keep_environment =
host_lookup = *
host_lookup_order = byaddr
acl_smtp_rcpt = accept
acl_smtp_data = data
begin acl
data:
  accept logwrite = \${authresults{mx.example.com}}
CONF
cat >read.py <<'PY'
import re
import sys
import authres

# What Exim writes about the mail. The verdict on a signature is added here, as this mail has none.
field = re.search(r"Authentication-Results: .*", sys.stdin.read()).group()
field = field.replace("\\n\t", " ").replace("mx.example.com;", "mx.example.com; dkim=pass header.d=example.net;")
shown = field.split("; ")[-1]
try:
    read = [f"{each.method}={each.result}" for each in authres.AuthenticationResultsHeader.parse(field).results]
except authres.SyntaxError as error:
    read = [f"SyntaxError: {error}"]
print(f"{shown}\n  read as: {', '.join(read)}")
PY
cat /etc/passwd >passwd
cat /etc/group >group
echo "Debian-exim:x:64999:64999::/:/bin/false" >>passwd
echo "Debian-exim:x:64999:" >>group
cat >exim.sh <<'SH'
mount --bind passwd /etc/passwd
mount --bind group /etc/group
exec usr/sbin/exim4 -C "$PWD/exim.conf" "$@"
SH
exim() { unshare --mount sh exim.sh "$@"; }
exim -bV | head -1
for client in 192.0.2.1 2001:db8::1; do
  printf 'EHLO mail.example.net\r\nMAIL FROM:<ada@example.net>\r\nRCPT TO:<bob@example.org>\r\nDATA\r\nFrom: ada@example.net\r\n\r\nHello\r\n.\r\nQUIT\r\n' |
    exim -bh "$client.2525" 2>&1 | grep '^LOG: .*Authentication-Results' | /usr/bin/python3 read.py
done | tee seen
if [ "$(grep -c 'read as: dkim=pass, iprev=' seen)" = 1 ] && [ "$(grep -c 'read as: SyntaxError' seen)" = 1 ]; then
  echo "As seen: no verdict by IPv6."
else
  echo CHANGED
  exit 1
fi
