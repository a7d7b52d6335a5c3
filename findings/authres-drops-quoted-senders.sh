#!/bin/sh
# authres 1.2.0 (Debian 12), mailauth 7.1.0: the sender that SPF passed for is lost if its address has a "=".
#
# Expected: what mailauth writes into Authentication-Results can be read by authres, value by value. Seen: mailauth puts an
# address with "=" or "/" into quotation marks, as it has to (RFC 8601 section 2.2), and authres drops every quoted value that
# another one of the same verdict follows, here smtp.helo: without an error, the verdict is "pass", and smtp_mailfrom is None.
# Return paths that name their recipient, and rewritten ones (SRS), have a "=", so it is the senders of lists and of forwarded
# mails that are lost. The last value of a verdict is kept, and so are those without quotation marks.
# Needs apt-get and python3 on Debian 12; installs nothing outside of a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts mailauth@7.1.0
apt-get download -q python3-authres=1.2.0-3 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
cat >write.cjs <<'JS'
const { authenticate } = require("mailauth");

const resolver = async (name, type) => {
  if (type === "TXT" && name === "example.com") return [["v=spf1 ip4:192.0.2.1 -all"]];
  throw Object.assign(new Error("ENOTFOUND"), { code: "ENOTFOUND" });
};
async function main() {
  for (const sender of ["bounces@example.com", "bounces+ada@example.com", "bounces+ada=example.org@example.com"]) {
    const { headers } = await authenticate(Buffer.from("From: site@example.com\r\n\r\nHello\r\n"), {
      ...{ ip: "192.0.2.1", helo: "mx.example.com", mta: "mx.example.org", sender, resolver },
    });
    const [field] = /^Authentication-Results:[^\r\n]*(?:\r\n[ \t][^\r\n]*)*/m.exec(headers);
    console.log(field.replaceAll("\r\n", ""));
  }
}
main();
JS
cat >read.py <<'PY'
import re
import sys

sys.path.insert(0, "usr/lib/python3/dist-packages")
import authres

fields = sys.stdin.read().splitlines()
quoted = 'Authentication-Results: mx.example.org; spf=pass smtp.helo=mx.example.com smtp.mailfrom="bounces=ada@example.com"'
seen = []
for field in [*fields, quoted]:
    spf = next(each for each in authres.AuthenticationResultsHeader.parse(field).results if each.method == "spf")
    print(re.search(r"smtp\..*?(?=;|$)", field).group(), "\n  read as:", spf.result, "of", spf.smtp_mailfrom)
    seen.append(spf.smtp_mailfrom)
is_as_seen = seen == ["bounces@example.com", "bounces+ada@example.com", None, "bounces=ada@example.com"]
print("As seen: the quoted sender is lost." if is_as_seen else "CHANGED")
sys.exit(0 if is_as_seen else 1)
PY
node write.cjs | /usr/bin/python3 read.py
