#!/bin/sh
# time2fa 1.4.2: validate() throws "Invalid secret" for a key that the same library made.
#
# Expected: the length of a secret matters when it is made; whoever checks a code has the secret and need not say how
# long it is. Seen: a key made with secretSize 20 (the length that RFC 4226 recommends) gives codes, but validate({
# secret, passcode }) throws, since it takes only secrets of the default of 10 bytes; so do secrets of other libraries.
# The same settings have to be given again as its second argument, as the "config" of the key.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts time2fa@1.4.2
cat >try.mjs <<'JS'
import * as time2fa from "time2fa";

const { Totp } = time2fa;
function outcome(size) {
  const { secret, config } = Totp.generateKey(
    { issuer: "Example", user: "ada@example.org" },
    { secretSize: size },
  );
  // The codes of the steps before and behind count too, so that a step that ends meanwhile does no harm.
  const check = (...settings) => {
    const [passcode] = Totp.generatePasscodes({ secret }, config);
    try {
      return String(Totp.validate({ secret, passcode, drift: 1 }, ...settings));
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  };
  return { without: check(), with: check(config) };
}
const short = outcome(10);
const long = outcome(20);
console.log(
  `time2fa 1.4.2, Node ${process.version}, validate() without and with the settings of the key`,
);
console.log("10 bytes:", JSON.stringify(short));
console.log("20 bytes:", JSON.stringify(long));
const isAsSeen =
  short.without === "true" &&
  short.with === "true" &&
  long.without === "ValidationError: Invalid secret" &&
  long.with === "true";
console.log(isAsSeen ? "As seen: it refuses its own key." : "CHANGED");
process.exitCode = isAsSeen ? 0 : 1;
JS
node try.mjs
