import { createServer } from "node:http";
import { rmSync, readFileSync, writeFileSync } from "node:fs";
for (const f of ["auth.db", "mails.jsonl"]) rmSync(f, { force: true });
import { toNodeHandler } from "better-auth/node";
const { auth } = await import("./auth.mjs");
const people = JSON.parse(readFileSync("/people.json", "utf8"));
const { getMigrations } = await import("better-auth/db/migration").catch(
  () => import("better-auth/db"),
);
await (await getMigrations(auth.options)).runMigrations();
const server = createServer(toNodeHandler(auth)).listen(3901);
const base = "http://127.0.0.1:3901/api/auth";
const post = async (path, body, cookie) => {
  const r = await fetch(base + path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: "http://127.0.0.1:3901",
      ...(cookie && { cookie }),
    },
    body: JSON.stringify(body),
  });
  return {
    status: r.status,
    body: await r.json().catch(() => null),
    cookie: r.headers
      .getSetCookie()
      .map((c) => c.split(";")[0])
      .join("; "),
  };
};
const { createHmac } = await import("node:crypto");
function totp(secret) {
  const A = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let bits = "";
  for (const c of secret) bits += A.indexOf(c).toString(2).padStart(5, "0");
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const t = Buffer.alloc(8);
  t.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const h = createHmac("sha1", key).update(t).digest();
  const o = h[19] & 15;
  return String((h.readUInt32BE(o) & 0x7fffffff) % 1e6).padStart(6, "0");
}
for (const p of people) {
  const r = await post("/sign-up/email", { name: p.key, email: p.email, password: p.password });
  p.http = r.status;
  if (r.status !== 200) {
    console.log(p.key, r);
    continue;
  }
  if (!p.unconfirmed) {
    const mail = readFileSync("mails.jsonl", "utf8")
      .trim()
      .split("\n")
      .map(JSON.parse)
      .findLast((m) => m.to === p.email);
    const v = await fetch(mail.url, { redirect: "manual" });
    if (v.status !== 302) console.log("verify", v.status);
  }
  if (p.factor) {
    const s = await post("/sign-in/email", { email: p.email, password: p.password });
    const e = await post("/two-factor/enable", { password: p.password }, s.cookie);
    p.totpURI = e.body.totpURI;
    p.codes = e.body.backupCodes;
    p.secret = new URL(p.totpURI).searchParams.get("secret");
    const v = await post("/two-factor/verify-totp", { code: totp(p.secret) }, s.cookie);
    if (v.status !== 200) console.log(v);
  }
}
const ctx = await auth.$context;
await ctx.internalAdapter.updateUserByEmail("admin@example.com", { role: "admin" });
{
  const a = people.find((p) => p.admin);
  const s = await post("/sign-in/email", { email: a.email, password: a.password });
  const id = (await ctx.internalAdapter.findUserByEmail("disabled@example.com")).user.id;
  const b = await post("/admin/ban-user", { userId: id, banReason: "spam" }, s.cookie);
  if (b.status !== 200) console.log(b);
}
// which of these log in there
for (const p of people) {
  const s = await post("/sign-in/email", { email: p.email, password: p.password });
  p.there = s.status;
  console.log(p.key, s.status, s.body?.code ?? s.body?.twoFactorRedirect ?? "");
}
writeFileSync("people.json", JSON.stringify(people, null, 1));
server.close();
process.exit(0);
