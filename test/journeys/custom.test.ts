// A site's own pages and mails, given to the library as code.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Custom } from "../../src/custom.ts";
import { html, ui } from "../../src/extend.ts";
import { OptionsError } from "../../src/index.ts";
import { PASSWORD, testPostern, type TestOptions } from "../../src/testing/test-postern.ts";
import { newsletter } from "../architecture/toy-feature/feature.ts";
import { custom as documented } from "./own-pages.ts";
import { wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";

/** What the start of a site says about its options. */
async function refusal(custom: unknown, options: TestOptions = {}): Promise<string> {
  try {
    await using _ = await testPostern({ ...options, custom: custom as Custom });
  } catch (error) {
    if (error instanceof OptionsError) return error.message;
    throw error;
  }
  return "";
}

describe("slots", () => {
  const slots: NonNullable<Custom["slots"]> = {
    beforePage: (language, page) => `before <${page}> ${language.tag}`,
    afterPage: (_, page) => (page === "login/login" ? html`<p id="own">after</p>` : undefined),
    beforeMail: (language, kind) => `before <${kind}> ${language.tag}`,
    afterMail: () => [{ action: "Help", url: "https://acme.example/help", kind: "plain" }],
  };

  test("stand before and after the content of every page, and text in them is escaped", async () => {
    await using app = await testPostern({ custom: { slots } });
    const browser = app.browser();
    const login = (await browser.open("/login")).text;
    expect(login).toContain("<p>before &lt;login/login&gt; en</p>");
    expect(login.indexOf("before &lt;")).toBeGreaterThan(login.indexOf("</h1>"));
    expect(login.indexOf('id="own"')).toBeGreaterThan(login.indexOf("</form>"));
    for (const [path, name] of [
      ["/register", "registration/register"],
      ["/forgot", "password-reset/forgot"],
      ["/nowhere", "error"],
    ])
      expect(wordsOf(await browser.open(path!))).toContain(`before &lt;${name}&gt; en`);
    const refused = await browser.submit("/login", { email: "", password: "" });
    expect(wordsOf(refused)).toContain("before &lt;login/login&gt; en");
  });

  test("stand before and after the content of every mail, in both of its parts", async () => {
    await using app = await testPostern({ custom: { slots } });
    const { mail } = await app.register(EMAIL);
    expect(mail.text).toContain("before <confirm> en");
    expect(mail.html).toContain("before &lt;confirm&gt; en");
    expect(mail.text).toContain("Help:\nhttps://acme.example/help");
    expect(mail.html).toContain('href="https://acme.example/help"');
    expect(mail.text.indexOf("before")).toBeLessThan(mail.text.indexOf("/confirm/"));
    expect(mail.text.trimEnd()).toMatch(/@postern\.example #\d{8}$/);
  });

  test("one that fails is left out of its page, and logged", async () => {
    const beforePage = (): never => {
      throw new Error("no");
    };
    await using app = await testPostern({ custom: { slots: { beforePage } } });
    expect((await app.browser().open("/login")).status).toBe(200);
    expect(app.log).toMatchObject([
      { event: "custom-page-failed", facts: { page: "login/login" } },
    ]);
  });
});

describe("a page in the place of another one", () => {
  test("is made from the same props, and works as the one before", async () => {
    const custom: Custom = {
      pages: {
        "registration/register": (_, { formToken, formId, email, errors }) => ({
          title: "Join us",
          body: html`<p id="own">${errors.email ?? "welcome"}</p>
            ${ui.form({
              action: "/register",
              formToken,
              hidden: { form_id: formId },
              body: html`<input name="email" value="${email}" /><input name="password" />`,
            })}`,
        }),
      },
    };
    await using app = await testPostern({ custom });
    const browser = app.browser();
    const page = await browser.open("/register");
    expect(page.text).toContain('<p id="own">welcome</p>');
    expect(page.text).toContain("<title>Join us – Postern</title>");
    const wrong = await browser.submit("/register", { email: '"<b>', password: PASSWORD });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('<p id="own">email-format</p>');
    expect(wrong.text).toContain('value="&quot;&lt;b&gt;"');
    await browser.submit("/register", { email: EMAIL, password: PASSWORD });
    expect((await app.mailTo(EMAIL)).kind).toBe("confirm");
  });

  test("may keep what it replaces, and put something around it", async () => {
    const custom: Custom = {
      pages: {
        "login/login": (_, _props, original) => ({
          ...original,
          body: html`<div id="own">${original.body}</div>`,
        }),
      },
    };
    await using app = await testPostern({ custom });
    expect((await app.browser().open("/login")).text).toMatch(/<div id="own">[\s\S]*<form/);
  });

  test.each([
    ["without its form", () => html`<p>own</p>`],
    ["without the token", () => html`<form method="post" action="/login">own</form>`],
    [
      "that fails",
      (): never => {
        throw new Error("no");
      },
    ],
  ])("%s is not shown: the original is, and the log says so", async (_, body) => {
    const pages = { "login/login": () => ({ title: "Own page", body: body() }) };
    await using app = await testPostern({ custom: { pages } });
    const page = await app.browser().open("/login");
    expect([page.status, page.text.includes("Own page")]).toEqual([200, false]);
    expect(page.text).toContain('name="form_token"');
    expect(app.log).toMatchObject([
      { event: "custom-page-failed", facts: { page: "login/login" } },
    ]);
  });

  test("can be one of a host's own features", async () => {
    const named = await refusal(
      { pages: { "newsletter/none": () => ({}) } },
      { features: [newsletter] },
    );
    expect(named).toContain("there is no such page; there are error, ");
  });
});

describe("a mail in the place of another one", () => {
  const whole: Custom = {
    mails: {
      confirm: (_, { token, code, url, email }) => ({
        subject: `Hello <${email}>\n`,
        html: html`<h1>Hello ${email}</h1>
          <a href="${url(`/confirm/${token}`)}">Yes</a> ${code}
          <a href="${url(`/confirm/${token}/not-me`)}">No</a>`,
        text: `Yes: ${url(`/confirm/${token}`)}\nNo: ${url(`/confirm/${token}/not-me`)}\n${code}`,
      }),
    },
  };

  test("is sent as it is, with everything that mails have beside their words", async () => {
    await using app = await testPostern({ custom: whole });
    const { browser, mail, code, link } = await app.register(EMAIL);
    expect(mail.subject).toBe(`Hello <${EMAIL}>`);
    expect(mail.html).toContain(`<h1>Hello ${EMAIL}</h1>`);
    expect(mail.text.trimEnd().endsWith(`\n@postern.example #${code}`)).toBe(true);
    expect(mail.links.map((url) => url.split("/").length)).toEqual([5, 6]);
    expect(mail.text).toContain(link);
    const confirmed = await browser.submit("/unconfirmed/code", { code });
    expect(confirmed.status).toBeLessThan(400);
  });

  test("may be blocks, which get Postern's layout", async () => {
    const custom: Custom = {
      mails: { confirm: (_, _variables, original) => ({ ...original, subject: "Welcome" }) },
    };
    await using app = await testPostern({ custom });
    const { mail } = await app.register(EMAIL);
    expect(mail.subject).toBe("Welcome – Postern");
    expect(mail.html).toContain("<!doctype html>");
  });

  const urls = (variables: { url(path: string): string; token: string }) => [
    variables.url(`/confirm/${variables.token}`),
    variables.url(`/confirm/${variables.token}/not-me`),
  ];

  test.each([
    ["its link", 'it loses the link "Confirm my address" in its text part', 0],
    [
      "the link for others",
      'it loses the link "Not you? Remove the registration" in its text part',
      1,
    ],
  ])("that loses %s is refused at the start", async (_, words, lost) => {
    const mails: Custom["mails"] = {
      confirm: (_language, variables) => {
        const kept = urls(variables).filter((__, place) => place !== lost);
        return {
          subject: "Hello",
          html: html`${urls(variables).join(" ")} ${variables.code}`,
          text: `${kept.join("\n")}\n${variables.code}`,
        };
      },
    };
    expect(await refusal({ mails })).toContain(`custom.mails["confirm"]: ${words} (confirm, en)`);
  });

  test.each([
    ["its code", { code: "" }, 'it loses the code "Or enter this code on the page you left open"'],
    ["its text part", { text: " " }, "it has no text part"],
    ["its subject", { subject: "\n" }, "it has no subject"],
    ["its HTML part", { body: html`` }, "it has no HTML part"],
    ["its link in the HTML part", { body: html`12345678` }, "in its HTML part"],
  ])("that loses %s is refused at the start", async (_, changed, words) => {
    const mails: Custom["mails"] = {
      confirm: (_language, variables) => {
        const { code } = { code: variables.code, ...changed };
        const all = `${urls(variables).join("\n")}\n${code}`;
        const {
          subject = "Hello",
          text = all,
          body = html`${all}`,
        } = changed as {
          subject?: string;
          text?: string;
          body?: typeof html extends (...given: never) => infer M ? M : never;
        };
        return { subject, html: body, text };
      },
    };
    expect(await refusal({ mails })).toContain(words);
  });

  test("that was written in JavaScript without a text part is refused in the same words", async () => {
    const mails: Custom["mails"] = {
      confirm: () => ({ subject: "Hello", html: html`x` }) as never,
    };
    expect(await refusal({ mails })).toContain("it has no text part");
  });

  test("that loses its link in one of its forms only is refused as well", async () => {
    const mails: Custom["mails"] = {
      "confirm-again": (_, variables, original) =>
        variables.about === null ? original : { ...original, blocks: [] },
    };
    expect(await refusal({ mails })).toContain("(confirm-again.by-address, en)");
  });

  test("that fails is refused with what it said", async () => {
    const mails = {
      reset: () => {
        throw new Error("no such thing");
      },
    };
    expect(await refusal({ mails })).toContain("it cannot be made: no such thing");
  });

  test("of a host's feature can be one too", async () => {
    const mails: Custom["mails"] = {
      newsletter: (_, __, original) => ({ ...original, subject: "Own" }),
    };
    expect(await refusal({ mails }, { features: [newsletter] })).toBe("");
    expect(await refusal({ mails })).toContain('custom.mails["newsletter"]: there is no such mail');
  });
});

test("a mail that loses its link in one language only is found by the check, and never sent", async () => {
  const mails: Custom["mails"] = {
    confirm: (language, _, original) =>
      language.tag === "en" ? original : { ...original, blocks: [] },
  };
  await using app = await testPostern({ custom: { mails }, language: "en-XA" });
  await expect(app.postern.check()).rejects.toThrow("(confirm, en-XA)");
  const { link } = await app.register(EMAIL);
  expect(link).not.toBe("");
  expect(app.log[0]).toMatchObject({ event: "custom-mail-failed", facts: { kind: "confirm" } });
});

test("every page that people see has a name, and a slot", async () => {
  const names: string[] = [];
  const slots = {
    beforePage: (_: unknown, page: string) => {
      names.push(page);
      return undefined;
    },
  };
  await using app = await testPostern({ custom: { slots } });
  const browser = await app.confirmed(EMAIL);
  const paths = ["/", "/profile", "/profile/email", "/profile/sessions", "/profile/data"];
  for (const path of [...paths, "/profile/delete", "/profile/password", "/logout"]) {
    names.length = 0;
    await browser.open(path);
    expect([path, names.length]).toEqual([path, 1]);
  }
});

test.each([
  [{ pages: { "login/logni": () => ({}) } }, 'custom.pages["login/logni"]: there is no such page'],
  [{ pages: { toString: () => ({}) } }, "there is no such page"],
  [{ mails: { confrim: () => ({}) } }, 'custom.mails["confrim"]: there is no such mail'],
  [{ mails: { confirm: "text" } }, 'custom.mails["confirm"]: give a function'],
  [{ slots: { before: () => "" } }, 'custom.slots["before"]: there is no such slot'],
  [{ page: {} }, "custom.page: give pages, mails or slots"],
])("%j is refused at the start", async (custom, words) => {
  expect(await refusal(custom)).toContain(words);
});

test("the example of the documentation works, and is what is tested here", async () => {
  const example = readFileSync("test/journeys/own-pages.ts", "utf8");
  const shown = example.replace('"../../src/extend.ts"', '"postern/extend"');
  expect(readFileSync("docs/own-pages-and-mails.md", "utf8")).toContain(shown);
  await using app = await testPostern({ custom: documented });
  await app.postern.check();
  const browser = await app.confirmed(EMAIL);
  await browser.open("/forgot");
  await browser.submit("/forgot", { email: EMAIL });
  expect((await app.mailTo(EMAIL)).subject).toBe("A new password");
  expect((await app.browser().open("/login")).text).toContain("We will be away");
});
