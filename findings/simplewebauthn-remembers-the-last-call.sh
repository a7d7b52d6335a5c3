#!/bin/sh
# @simplewebauthn/server 14.0.3: preferredAuthenticatorType of one call decides in later calls that do not name it.
#
# Expected: what generateRegistrationOptions() returns depends on what it was given. Seen: the function writes
# authenticatorAttachment into the object it was given as authenticatorSelection; without one, into its own default,
# which all later calls of the process share. Once anybody was offered a security key, everybody who asks for no kind is
# told "cross-platform", and cannot make a passkey on the device in front of them, until the process ends or somebody
# else asks for another kind. Giving a new authenticatorSelection with each call avoids it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts @simplewebauthn/server@14.0.3
cat >try.mjs <<'JS'
import { generateRegistrationOptions } from "@simplewebauthn/server";

const site = { rpName: "Example", rpID: "example.com", userName: "ada@example.com" };
const attachment = async (more) =>
  String(
    (await generateRegistrationOptions({ ...site, ...more })).authenticatorSelection
      .authenticatorAttachment,
  );
const own = { residentKey: "preferred" };
const before = await attachment();
const asked = await attachment({ preferredAuthenticatorType: "securityKey" });
const after = await attachment();
const withOwn = await attachment({ authenticatorSelection: { residentKey: "preferred" } });
await attachment({ authenticatorSelection: own, preferredAuthenticatorType: "localDevice" });
console.log(`@simplewebauthn/server 14.0.3, Node ${process.version}, authenticatorAttachment`);
console.log("a plain call:                        ", before);
console.log("preferring a security key:           ", asked);
console.log("a plain call afterwards:             ", after);
console.log("one with its own selection:          ", withOwn);
console.log("an object passed in, after the call: ", JSON.stringify(own));
const isAsSeen =
  before === "undefined" &&
  after === "cross-platform" &&
  withOwn === "undefined" &&
  own.authenticatorAttachment === "platform";
console.log(isAsSeen ? "As seen: the process remembers." : "CHANGED");
process.exitCode = isAsSeen ? 0 : 1;
JS
node try.mjs
