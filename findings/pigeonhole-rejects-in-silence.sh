#!/bin/sh
# Dovecot 2.3.19 with Pigeonhole 0.5.19 (Debian 12): what a person's Sieve script rejects is gone without a word, if a program
# sent it.
#
# Expected: "reject" refuses a mail by LMTP, or sends the sender a report (RFC 5429 section 2). Seen: LMTP answers 250 in any case.
# A mail without Auto-Submitted comes back, as a report of a disposition (the status is "deleted", so there is no Action and no
# code to read); one with `Auto-Submitted: auto-generated`, as RFC 3834 has programs mark their mails, is discarded: it is not
# stored, no report is sent, and only Dovecot's log says so. So the senders that count their bounces get none here, and a
# confirmation is awaited for good. Needs apt-get, root and python3 on Debian 12; installs nothing outside of a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get download -q dovecot-core=1:2.3.19.1+dfsg1-2.1+deb12u7 dovecot-sieve=1:2.3.19.1+dfsg1-2.1+deb12u7 \
  dovecot-lmtpd=1:2.3.19.1+dfsg1-2.1+deb12u7 libexttextcat-2.0-0 liblua5.4-0 libwrap0 libsodium23 >/dev/null 2>&1
mkdir root home run
for package in *.deb; do dpkg -x "$package" root; done
cat >sendmail <<'SH2'
#!/bin/sh
cat >"$(mktemp -d "$(dirname "$0")/home/report.XXXXXX")/mail"
SH2
chmod 755 sendmail
printf 'require ["reject"];\nreject "No mail of programs, please.";\n' >home/.dovecot.sieve
chown -R nobody:nogroup home
cat >dovecot.conf <<CONF
protocols = lmtp
mail_location = mbox:$folder/home/mail:INBOX=$folder/home/inbox
base_dir = $folder/run
log_path = $folder/log
hostname = mx.example.org
postmaster_address = postmaster@example.org
sendmail_path = $folder/sendmail
mail_plugin_dir = /usr/lib/dovecot/modules
default_internal_user = nobody
default_internal_group = nogroup
default_login_user = daemon
first_valid_uid = 0
first_valid_gid = 0
ssl = no
passdb {
  driver = static
  args = nopassword=y
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=$folder/home allow_all_users=yes
}
protocol lmtp {
  mail_plugins = sieve
}
plugin {
  sieve = $folder/home/.dovecot.sieve
}
CONF
cat >hand.py <<'PY'
import glob
import os
import re
import smtplib
import sys
import time

HEAD = "From: Site <no-reply@example.com>\r\nTo: ada@example.org\r\nSubject: Confirm your address\r\nMessage-ID: <1@example.com>\r\n"


def until(there):
    for _ in range(100):
        if there():
            return True
        time.sleep(0.1)
    return False


seen = []
until(lambda: glob.glob("run/lmtp"))
for field in ["", "Auto-Submitted: auto-generated\r\n"]:
    before = set(glob.glob("home/report.*/mail"))
    logged = open("log").read().count("reject action")
    with smtplib.LMTP(os.path.abspath("run/lmtp")) as lmtp:
        lmtp.ehlo_or_helo_if_needed()
        lmtp.mail("bounces@example.com")
        lmtp.rcpt("ada@example.org")
        code, _ = lmtp.data(HEAD + field + "\r\nHello\r\n")
    until(lambda: open("log").read().count("reject action") > logged)
    # A report is written before the log says that the mail was rejected; a moment more does no harm.
    time.sleep(1)
    reports = [open(name).read() for name in set(glob.glob("home/report.*/mail")) - before]
    kinds = [re.search(r"report-type=([\w-]+)", report).group(1) for report in reports]
    stored = sum(text.count("Subject: Confirm") for text in map(lambda name: open(name).read(), glob.glob("home/inbox")))
    print(f"{field.strip() or 'without Auto-Submitted'}: answer {code}, stored {stored}, reports: {', '.join(kinds) or 'none'}")
    seen.append((code, stored, *kinds))
print("log:", re.search(r"Auto-submitted message discarded", open("log").read()).group())
is_as_seen = seen == [(250, 0, "disposition-notification"), (250, 0)]
print("As seen: gone without a word." if is_as_seen else "CHANGED")
sys.exit(0 if is_as_seen else 1)
PY
cat >run.sh <<'SH2'
set -eu
mount -t tmpfs tmpfs /mnt
mkdir /mnt/upper /mnt/work
mount -t overlay overlay -o lowerdir=root/usr:/usr,upperdir=/mnt/upper,workdir=/mnt/work /usr
LD_LIBRARY_PATH=/usr/lib/dovecot /usr/sbin/dovecot -c "$PWD/dovecot.conf"
/usr/bin/python3 hand.py && rc=0 || rc=$?
kill "$(cat run/master.pid)"
exit $rc
SH2
unshare --mount --pid --fork --mount-proc sh run.sh
