#!/bin/sh
# @otplib/v12-adapter 13.4.0: no code is right any more for the secrets that otplib 12.0.1 makes by default.
#
# Expected: the "drop-in replacement" for otplib 12, a bridge on the way to 13, accepts the codes of whoever set up an app with
# otplib 12. Seen: generateSecret() of 12 makes 10 bytes, 16 letters; since 13, secrets have at least 16 bytes, and check() and
# verify() of the adapter catch that error and say false, so that every code of every such person is a wrong one, without a
# word in the log. Tests that make their secrets with the adapter pass, as it makes 20 bytes. generate() throws
# SecretTooShortError, as verify() of otplib 13.5.0 itself does, which takes MIN_SECRET_BYTES as a guardrail.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts otplib-12@npm:otplib@12.0.1 @otplib/v12-adapter@13.4.0 otplib@13.5.0
cat >try.mjs <<'JS'
import { authenticator as adapter } from "@otplib/v12-adapter";
import { createGuardrails, verify } from "otplib";
import twelve from "otplib-12";

// The clock stands still, so that no time step ends between a code and its check.
Date.now = () => 1_700_000_000_000;
const { authenticator } = twelve;
const outcome = async (act) => {
  try {
    return String(await act());
  } catch (error) {
    return error.name;
  }
};
const secrets = {
  "made by 12": authenticator.generateSecret(),
  "made by 12, 20 bytes": authenticator.generateSecret(20),
  "made by the adapter": adapter.generateSecret(),
};
const guardrails = createGuardrails({ MIN_SECRET_BYTES: 10 });
const seen = [];
console.log(`otplib 12.0.1 and 13.5.0, @otplib/v12-adapter 13.4.0, Node ${process.version}`);
for (const [name, secret] of Object.entries(secrets)) {
  const token = authenticator.generate(secret);
  const asks = {
    "otplib 12": () => authenticator.check(token, secret),
    "adapter's check()": () => adapter.check(token, secret),
    "its verify()": () => adapter.verify({ token, secret }),
    "otplib 13": async () => (await verify({ token, secret })).valid,
    "with a guardrail": async () => (await verify({ token, secret, guardrails })).valid,
  };
  const said = [];
  for (const [who, ask] of Object.entries(asks)) said.push(`${who} ${await outcome(ask)}`);
  console.log(`${name}, ${secret.length} letters: ${said.join(", ")}`);
  seen.push(said.map((words) => words.split(" ").at(-1)).join(" "));
}
const right = "true true true true true";
const isAsSeen = seen.join("; ") === `true false false SecretTooShortError true; ${right}; ${right}`;
console.log(isAsSeen ? "As seen: all codes are wrong." : "CHANGED");
process.exitCode = isAsSeen ? 0 : 1;
JS
node try.mjs
