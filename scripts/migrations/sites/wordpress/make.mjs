import { rmSync, readFileSync, writeFileSync } from "node:fs";
const people = JSON.parse(readFileSync("/people.json", "utf8"));
rmSync("mails.jsonl", { force: true });
const base = "http://127.0.0.1:3902";
const form = (path, fields, cookie) =>
  fetch(base + path, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", ...(cookie && { cookie }) },
    body: new URLSearchParams(fields),
  });
const cookies = (r) => r.headers.getSetCookie().map((c) => c.split(";")[0]);
const admin = people.find((p) => p.admin);
const inst = await form("/wp-admin/install.php?step=2", {
  weblog_title: "Site",
  user_name: "admin",
  admin_password: admin.password,
  admin_password2: admin.password,
  pw_weak: "1",
  admin_email: admin.email,
  blog_public: "0",
  language: "",
});
const text = await inst.text();
console.log("install", inst.status, /Success/i.test(text));
async function login(p) {
  const r = await form(
    "/wp-login.php",
    {
      log: p.key,
      pwd: p.password,
      "wp-submit": "Log In",
      testcookie: "1",
      redirect_to: base + "/wp-admin/",
    },
    "wordpress_test_cookie=WP%20Cookie%20check",
  );
  return {
    status: r.status,
    error:
      r.status === 200
        ? /login_error">\s*([^\n]*)/.exec(await r.text())?.[1].replace(/<[^>]+>/g, "")
        : undefined,
    cookie: cookies(r).join("; "),
    location: r.headers.get("location"),
  };
}
import { execFileSync } from "node:child_process";
const sql = (q) =>
  execFileSync("mariadb", ["-uwp", "-N", "--default-character-set=utf8mb4", "site", "-e", q], {
    encoding: "utf8",
  });
sql("update wp_options set option_value='1' where option_name='users_can_register'");
for (const p of people) {
  if (p.admin) continue;
  const r = await form("/wp-login.php?action=register", { user_login: p.key, user_email: p.email });
  if (r.status !== 302) console.log(p.key, r.status, (await r.text()).slice(0, 800));
  if (p.unconfirmed) continue; // never opened the link of the mail
  const mail = readFileSync("mails.jsonl", "utf8")
    .trim()
    .split("\n")
    .map(JSON.parse)
    .findLast((m) => m.to === p.email);
  const url = new URL(/https?:\S+/.exec(mail.body)[0]);
  const first = await fetch(url, { redirect: "manual" });
  const jar = cookies(first).join("; ");
  const page = await (
    await fetch(new URL(first.headers.get("location"), base), { headers: { cookie: jar } })
  ).text();
  const key = /name="rp_key" value="([^"]*)"/.exec(page)[1];
  const done = await form(
    "/wp-login.php?action=resetpass",
    { pass1: p.password, pass2: p.password, pw_weak: "on", rp_key: key, "wp-submit": "Save" },
    jar,
  );
  if (!/has been reset/.test(await done.text())) console.log(p.key, "reset failed", done.status);
}
for (const p of people) {
  const r = await login(p);
  p.there = r.status;
  console.log(p.key, r.status, r.location ?? "", r.error ?? "");
}
writeFileSync("people.json", JSON.stringify(people, null, 1));
