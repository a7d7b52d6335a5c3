// A folder of templates: what a started server shows and sends, and what it refuses to start with.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { browserOf } from "../../src/testing/browser.ts";
import { PASSWORD } from "../../src/testing/test-postern.ts";
import { runCli } from "../cli/tools.ts";
import { aFolder, startServerProcess } from "./process.ts";

const EMAIL = "ada@example.com";

type Files = Readonly<Record<string, string>>;

/** A folder with templates. */
function templates(files: Files): string {
  const folder = aFolder();
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, "templates", name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}

const environment = { POSTERN_TEMPLATES: "templates", POSTERN_LIMITS: "off" };

async function site(files: Files, more: Files = {}) {
  const server = await startServerProcess(templates(files), {
    environment: { ...environment, ...more },
  });
  return { server, browser: browserOf((request) => fetch(request), server.url) };
}

const LOGIN = `<p id="own">Welcome back to {{ app }}</p>`;

const REGISTER = `<p id="own">{{ title }}</p>
{{ form.open }}
  <label for="email">{{ form.fields.email.label }}</label>
  {% if form.fields.email.error %}<b>{{ form.fields.email.error }}</b>{% endif %}
  {{ form.fields.email.input }}
  {{ form.fields.password.input }}
  {% for button in form.buttons %}{{ button }}{% endfor %}
{{ form.close }}
<i>{{ props.email }}</i>`;

const CONFIRM = {
  "mails/confirm.txt": `Subject: Hello {{ email }}
{% for link in links %}{{ link.label }}: {{ link.url }}
{% endfor %}{{ code.digits }}
`,
  "mails/confirm.html": `<h1>Hello {{ email }}</h1>{% for link in links %}
<a href="{{ link.url }}">{{ link.label }}</a>{% endfor %} {{ code.digits }}`,
};

test("a page and a mail are shown and sent as the templates have them, and work", async () => {
  const { browser, server } = await site({
    "pages/registration/register.html": REGISTER,
    "slots/before-page.html": `<hr id="before" data-page="{{ name }}">`,
    "slots/after-mail.txt": "Acme Ltd\n\nBerlin",
    ...CONFIRM,
  });
  const page = await browser.open("/register");
  expect(page.text).toContain('<p id="own">Create an account</p>');
  expect(page.text).toContain('data-page="registration/register"');
  expect(page.text).toMatch(/name="form_token" value="[^"]{20}/);
  expect(page.text).toMatch(/<input id="email"[^>]* autocomplete="email"/);
  const odd = '"><script>alert(1)</script>';
  const wrong = await browser.submit("/register", { email: odd, password: PASSWORD });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain("<b>");
  expect(wrong.text).toContain("<i>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</i>");
  expect(wrong.text).not.toContain("<script>alert(1)");
  await browser.submit("/register", { email: EMAIL, password: PASSWORD });
  const newest = async () => {
    const { body } = await browser.json("GET", "/dev/mailbox");
    return (body["mails"] as { subject: string; text: string; html: string }[])[0];
  };
  await expect.poll(newest).toBeDefined();
  const mail = (await newest())!;
  expect(mail.subject).toBe(`Hello ${EMAIL}`);
  expect(mail.html).toContain(`<h1>Hello ${EMAIL}</h1>`);
  expect(mail.text).toMatch(
    /Confirm my address: http:\S+\nNot you\? Remove the registration: http/,
  );
  expect(mail.text.trimEnd()).toMatch(/\n@localhost #\d{8}$/);
  expect(server.log()).toBe("");
});

test("a language has its own templates where there are some", async () => {
  const { browser } = await site(
    {
      "pages/login/login.html": "<p>any</p>{{ content }}",
      "pages/login/login.en-XA.html": "<p>[pseudo]</p>{{ content }}",
    },
    { POSTERN_LANGUAGE: "en-XA" },
  );
  expect((await browser.open("/login")).text).toContain("<p>[pseudo]</p>");
});

test("a mail is previewed as the templates have it", async () => {
  const cwd = templates(CONFIRM);
  const ran = await runCli(
    ["mail", "preview", "out", "--kind", "confirm", "--language", "en", "--json"],
    {
      cwd,
      environment,
    },
  );
  expect(ran.json()).toMatchObject({ previews: [{ subject: "Hello ada@example.com" }] });
});

test.each<[files: Files, where: string, words: string]>([
  [
    { "pages/login/login.html": `\n${LOGIN}{{ content }}` },
    "pages/login/login.html:2",
    "there is no variable app; there are language, page, ",
  ],
  [
    { "pages/login/login.html": "{{ form.opne }}" },
    "pages/login/login.html:1",
    "there is no variable form.opne",
  ],
  [{ "pages/login/login.html": "a\n{% if form %}" }, "pages/login/login.html:2", "not closed"],
  [
    { "pages/login/login.html": "{{ content | raw }}" },
    "pages/login/login.html:1",
    "undefined filter: raw",
  ],
  [
    { "pages/login/login.html": "{% include 'x' %}{{ content }}" },
    "pages/login/login.html:1",
    'tag "include" not found',
  ],
  [{ "pages/login/login.html": "<p>Hello</p>" }, "pages/login/login.html:1", "it has no form"],
  [{ "pages/login/logni.html": "" }, "pages/login/logni.html", "there is no page login/logni"],
  [{ "pages/login.txt": "" }, "pages/login.txt", "give pages/"],
  [
    { "mails/confrim.html": "", "mails/confrim.txt": "" },
    "mails/confrim.html",
    "there is no mail confrim",
  ],
  [{ "mails/confirm.html": "" }, "mails/confirm.html", "templates/mails/confirm.txt beside it"],
  [{ "slots/top.html": "" }, "slots/top.html", "there is no such slot"],
])("%j is refused with file and line", async (files, where, words) => {
  const cwd = templates(files);
  const ran = await runCli(["config"], { cwd, environment });
  expect(ran.code).toBe(3);
  expect(ran.err).toContain(`POSTERN_TEMPLATES: ${join(cwd, "templates", where)}: `);
  expect(ran.err).toContain(words);
});

test("a mail that loses its link is refused at the start", async () => {
  const cwd = templates({
    ...CONFIRM,
    "mails/confirm.en-XA.txt": "Subject: Hello\n{{ link.url }} {{ code.digits }}",
  });
  const ran = await runCli(["dev", "--port", "0"], { cwd, environment });
  expect(ran.code).toBe(3);
  expect(ran.err).toMatch(
    /custom\.mails\["confirm"\]: it loses the link .* in its text part \(confirm, en-XA\)/,
  );
});

test("a folder that is not there is refused", async () => {
  const ran = await runCli(["config"], { cwd: aFolder(), environment });
  expect([ran.code, ran.err]).toEqual([
    3,
    expect.stringContaining("POSTERN_TEMPLATES: there is no folder "),
  ]);
});

test("a template has no code, no functions and nothing that it inherits", async () => {
  const names = ["constructor", "toString", "__proto__", "hasOwnProperty"];
  const { browser } = await site({
    "pages/login/login.html": `{% if props.formToken %}<i id="own"></i>{% endif %}${names
      .map((name) => `{% if props.${name} %}<i id="inherited"></i>{% endif %}`)
      .join("")}{{ content }}`,
  });
  const { text } = await browser.open("/login");
  expect([text.includes('id="own"'), text.includes('id="inherited"')]).toEqual([true, false]);
});

test("a page whose template fails is Postern's own, and the log says so", async () => {
  const { browser, server } = await site({
    "pages/login/login.html": '<p id="own"></p>{{ form.fields.nothing.label }}{{ content }}',
  });
  const page = await browser.open("/login");
  expect([page.status, page.text.includes('id="own"')]).toEqual([200, false]);
  await expect.poll(() => server.log()).toContain("custom-page-failed");
});
