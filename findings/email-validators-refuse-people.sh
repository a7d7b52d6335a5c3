#!/bin/sh
# zod 4.6.7, valibot 1.5.0, arktype 2.2.10 and email-validator 2.0.4 (npm): addresses that work are "no email address".
#
# Expected: a check of the form refuses what no mail server takes, and leaves the rest to the confirmation. Seen: valibot and arktype
# refuse o'brien@example.com; valibot refuses international domains in their ASCII form, and others with "--" in them; zod, arktype
# and email-validator refuse international top-level domains in that form; zod, valibot and arktype refuse "&", "/" and "=" before
# the @. validator 13.15.35, yup 1.7.1 and ajv-formats 3.0.1 take all of these, and so does zod's regexes.html5Email, by its comment
# what browsers check <input type="email"> with: so the form is content, and the server says that the address is none. With zod,
# z.email({ pattern: z.regexes.html5Email }) takes them.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts zod@4.6.7 valibot@1.5.0 arktype@2.2.10 email-validator@2.0.4 \
  validator@13.15.35 yup@1.7.1 ajv@8.20.0 ajv-formats@3.0.1
cat >try.mjs <<'JS'
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { type } from "arktype";
import emailValidator from "email-validator";
import * as valibot from "valibot";
import validator from "validator";
import * as yup from "yup";
import { z } from "zod";

const ajv = new Ajv();
addFormats.default(ajv);
const byAjv = ajv.compile({ type: "string", format: "email" });
const byArktype = type("string.email");
const bySchema = valibot.pipe(valibot.string(), valibot.email());
const takes = {
  zod: (address) => z.email().safeParse(address).success,
  valibot: (address) => valibot.safeParse(bySchema, address).success,
  arktype: (address) => !(byArktype(address) instanceof type.errors),
  "email-validator": (address) => emailValidator.validate(address),
  validator: (address) => validator.isEmail(address),
  yup: (address) => yup.string().email().isValidSync(address),
  "ajv-formats": (address) => byAjv(address),
  HTML: (address) => z.email({ pattern: z.regexes.html5Email }).safeParse(address).success,
};
const known = {
  "ada@example.com": "",
  "o'brien@example.com": "valibot arktype",
  "ada@xn--bcher-kva.example": "valibot",
  "ada@my--site.example": "valibot",
  "ada@xn--e1afmkfd.xn--p1ai": "zod valibot arktype email-validator",
  "a&b@example.com": "zod valibot arktype",
  "ada/news@example.com": "zod valibot arktype",
  "ada=example.org@example.com": "zod valibot arktype",
};
let isAsSeen = true;
for (const [address, refusedBy] of Object.entries(known)) {
  const seen = Object.keys(takes).filter((name) => !takes[name](address)).join(" ");
  console.log(`${address}: refused by ${seen || "none"}`);
  isAsSeen &&= seen === refusedBy;
}
console.log(isAsSeen ? "As seen: people cannot register." : "CHANGED");
process.exitCode = isAsSeen ? 0 : 1;
JS
echo "zod 4.6.7, valibot 1.5.0, arktype 2.2.10, email-validator 2.0.4, Node $(node --version)"
node try.mjs
