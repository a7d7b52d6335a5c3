#!/usr/bin/env bash
# Courier 1.0.16 (Debian 12) rewrites mails that it passes on, although they have only ASCII characters, and so breaks their DKIM signatures. If
# a part decodes to other characters and the next server does not offer 8BITMIME, it makes new boundaries and adds a preamble: for
# quoted-printable and Base64 alike. With Base64 the signature is broken even if the next server offers 8BITMIME. English text is left alone.
# Seen with courier-mta 1.0.16-3+b6, python3-dkim 1.1.4-1 and python3-aiosmtpd 1.4.3-1.1+deb12u1 on 2026-11-29. As root, on Debian 12.
set -euo pipefail
inside=$(mktemp)
cat >"$inside" <<'INSIDE'
set -eu
top=$(mktemp -d); mount -t tmpfs -o mode=755 tmpfs $top; mkdir $top/upper $top/work $top/root
mount -t overlay overlay -o lowerdir=/,upperdir=$top/upper,workdir=$top/work $top/root
root=$top/root
mount --rbind /dev $root/dev; mount -t proc proc $root/proc
mount -t tmpfs tmpfs $root/run; mount -t tmpfs -o mode=1777 tmpfs $root/tmp
printf '#!/bin/sh\nexit 101\n' >$root/usr/sbin/policy-rc.d; chmod +x $root/usr/sbin/policy-rc.d
hostname mx.acme.test; echo mx.acme.test >$root/etc/hostname
DEBIAN_FRONTEND=noninteractive chroot $root apt-get install -y -q --no-install-recommends courier-mta python3-dkim python3-aiosmtpd >$top/log 2>&1 || { cat $top/log; exit 2; }
printf '127.0.0.1 localhost\n198.51.100.1 mx.acme.test\n' >$root/etc/hosts
echo 'nameserver 127.0.0.1' >$root/etc/resolv.conf
cat >$root/root/ask.py <<'PYTHON'
import os, smtplib, socket, subprocess, sys, threading, time
import dkim
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

def dns():  # every name is unknown
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); udp.bind(("127.0.0.1", 53))
    while True:
        q, peer = udp.recvfrom(512); end = 12
        while q[end]: end += q[end] + 1
        udp.sendto(q[:2] + b"\x85\x83\0\1\0\0\0\0\0\0" + q[12:end + 5], peer)
threading.Thread(target=dns, daemon=True).start()

class Plain(SMTP):  # does not offer 8BITMIME
    async def push(self, status):
        if isinstance(status, (str, bytes)):
            text = status if isinstance(status, str) else status.decode()
            if text.startswith("250-8BITMIME"): return
        await super().push(status)

class Keep:
    def __init__(self): self.mails = []
    async def handle_DATA(self, server, session, envelope):
        self.mails.append(envelope.original_content); return "250 OK"

class To(Controller):
    plain = False
    def factory(self): return (Plain if self.plain else SMTP)(self.handler, enable_SMTPUTF8=False)

sinks = {}
for port, plain in ((2525, True), (2526, False)):
    sinks[port] = Keep(); sink = To(sinks[port], hostname="198.51.100.7", port=port); sink.plain = plain; sink.start()

os.chdir("/etc/courier")
write = lambda name, text: open(name, "w").write(text)
write("me", "mx.acme.test\n"); write("locals", "acme.test\n"); write("defaultdomain", "acme.test\n")
write("esmtproutes", "plain.example:[198.51.100.7],2525\nmodern.example:[198.51.100.7],2526\n")
write("smtpaccess/default", "198.51.100\tallow,RELAYCLIENT\n")
conf = open("esmtpd").read().replace('TCPDOPTS="', 'TCPDOPTS="-nodnslookup -noidentlookup ').replace("BOFHCHECKDNS=1", "BOFHCHECKDNS=0")
write("esmtpd", conf.replace("COURIERTLS=", "#COURIERTLS="))
os.makedirs("/run/courier/authdaemon", exist_ok=True)
subprocess.run("chown -R courier /run/courier; makesmtpaccess; makealiases; authdaemond start; courierfilter start; courier start; esmtpd start", shell=True, check=True, stdout=subprocess.DEVNULL)

key = subprocess.run(["openssl", "genrsa", "2048"], capture_output=True).stdout
public = subprocess.run(["openssl", "rsa", "-pubout"], input=key, capture_output=True).stdout
record = b"v=DKIM1; k=rsa; p=" + b"".join(public.splitlines()[1:-1])
def mail(encoding, text):
    part = "Content-Type: text/{}; charset=utf-8\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n" + text + "\r\n"
    body = "".join("--b\r\n" + part.format(kind) for kind in ("plain", "html")) + "--b--\r\n"
    head = "From: a@acme.example\r\nTo: b@example.com\r\nSubject: Hello\r\nMessage-ID: <1@acme.example>\r\nDate: Sun, 29 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
    raw = (head + body).encode("ascii")
    return dkim.sign(raw, b"s1", b"acme.example", key, canonicalize=(b"relaxed", b"relaxed"), include_headers=[b"from", b"to", b"subject", b"date"]) + raw
mails = {"English": mail("quoted-printable", "Hello"), "quoted-printable": mail("quoted-printable", "Gr=C3=BC=C3=9Fe"), "Base64": mail("base64", "R3LDvMOfZQ==")}
seen = {}
for host, port in (("plain.example", 2525), ("modern.example", 2526)):
    for name, raw in mails.items():
        before = len(sinks[port].mails)
        with smtplib.SMTP("198.51.100.1", 25) as smtp: smtp.sendmail("a@acme.example", ["b@" + host], raw)
        for _ in range(120):
            if len(sinks[port].mails) > before: break
            time.sleep(0.5)
        else: sys.exit(f"{name} to {host} did not arrive")
        try: ok = dkim.verify(sinks[port].mails[-1], dnsfunc=lambda name, timeout=5: record)
        except dkim.ValidationError: ok = False
        seen[host, name] = ok
        print(f"{name:17} to {host:15} signature {'genuine' if ok else 'BROKEN'}", flush=True)
broken = [k for k, ok in seen.items() if not ok]
sys.exit(0 if broken == [("plain.example", "quoted-printable"), ("plain.example", "Base64"), ("modern.example", "Base64")] else 1)
PYTHON
unshare --net sh -c "ip link set lo up; ip address add 198.51.100.1/24 dev lo; ip address add 198.51.100.7/24 dev lo; chroot $root dpkg-query -W courier-mta python3-dkim python3-aiosmtpd; exec chroot $root env PATH=/usr/sbin:/usr/bin:/sbin:/bin python3 -W ignore /root/ask.py"
INSIDE
trap 'rm -f "$inside"' EXIT
unshare --mount --pid --uts --fork --mount-proc --kill-child bash "$inside"
