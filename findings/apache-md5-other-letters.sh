#!/bin/sh
# apache-md5 1.1.8, apache-crypt 1.2.6 and wordpress-hash-node 1.0.0: right for ASCII, wrong for every other password.
#
# Expected: they give what the system that they are named after stores for the UTF-8 of a password. Seen: they take one
# byte of each UTF-16 unit, so "Grüße" and "密码" get hashes that htpasswd, openssl and WordPress never make, and people
# with such passwords cannot log in after a move, though all tests with "secret" pass. unix-crypt-td-js 1.1.4, below
# apache-crypt, is right when it gets the bytes of UTF-8 as an array.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts apache-md5@1.1.8 apache-crypt@1.2.6 unix-crypt-td-js@1.1.4 wordpress-hash-node@1.0.0
cat >try.mjs <<'JS'
import apacheCrypt from "apache-crypt";
import apacheMd5 from "apache-md5";
import unixCrypt from "unix-crypt-td-js";
import wordpress from "wordpress-hash-node";

// By `openssl passwd -apr1`, crypt(3) of libxcrypt 4.4.33, and wp_hash_password of WordPress 6.1.9.
const stored = {
  secret: ["$apr1$saltsalt$LrttParrLPdxvgutaSXWJ0", "abNANd1rDfiNc"],
  Grüße: ["$apr1$saltsalt$oi8me.rn0v3vD9Imtc39F/", "abRbGMSvz4V0I"],
  密码: ["$apr1$saltsalt$cvfMEh.eWynSizR3QA/Fi1", "ab6BPy9bTngCU"],
};
const ascii = ["correct horse battery staple", "$P$B26fiY1gXR8IY3uzgGkea4oMrbsWkq/"];
const letters = ["Grüße Пароль 密码 42", "$P$BzSQZuefTXaj7WT5LUVGC46oRpO/0f."];
const seen = Object.entries(stored).map(([password, [md5, des]]) => [
  password,
  `apache-md5 ${apacheMd5(password, md5) === md5}`,
  `apache-crypt ${apacheCrypt(password, des) === des}`,
  `unix-crypt-td-js with bytes ${unixCrypt([...Buffer.from(password)], des) === des}`,
]);
for (const [password, hash] of [ascii, letters]) {
  seen.push([password, `wordpress-hash-node ${wordpress.CheckPassword(password, hash)}`]);
}
for (const [password, ...verdicts] of seen) console.log(`${password}: ${verdicts.join(", ")}`);
const verdicts = JSON.stringify(seen.map((row) => row.slice(1).map((text) => text.split(" ").at(-1))));
const known =
  '[["true","true","true"],["false","false","true"],["false","false","true"],["true"],["false"]]';
const isAsSeen = verdicts === known;
console.log(isAsSeen ? "As seen: other hashes for other letters." : "CHANGED");
process.exitCode = isAsSeen ? 0 : 1;
JS
node try.mjs
