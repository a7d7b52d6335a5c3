// What mail programs, gateways and people do to a link on its way from the mail to the browser.

import { describe, expect, test } from "vitest";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { countingHasher } from "../attacks/tools.ts";

const EMAIL = "ada@example.com";

const NEW_PASSWORD = "a lamp behind the door";

const insert = (text: string, at: number, more: string): string =>
  text.slice(0, at) + more + text.slice(at);

const path = (link: string): string => new URL(link).pathname;

/** Every change of a link's path that has been seen. */
const REWRITINGS: Readonly<Record<string, (link: string) => string>> = {
  "left as it is": path,
  "percent-encoded": (link) => path(link).replace(".", "%2E").replaceAll("-", "%2D"),
  "percent-encoded twice": (link) => path(link).replace(".", "%252E"),
  "with a parameter": (link) => `${path(link)}?utm_source=mail`,
  "with a parameter twice": (link) => `${path(link)}?utm_source=a&utm_source=b`,
  "with a parameter in the wrong place": (link) => `${path(link)}&utm_source=mail`,
  "with a slash behind it": (link) => `${path(link)}/`,
  "with a full stop behind it": (link) => `${path(link)}.`,
  "with a comma behind it": (link) => `${path(link)},`,
  "with a bracket behind it": (link) => `${path(link)})`,
  "with an angle bracket behind it": (link) => `${path(link)}%3E`,
  "with a quote behind it": (link) => `${path(link)}%22`,
  "with the rest of its tag behind it": (link) => `${path(link)}%22%3Ehere%3C/a%3E`,
  "with a blank behind it": (link) => `${path(link)}%20`,
  "with a no-break space behind it": (link) => `${path(link)}%C2%A0`,
  "with a zero-width space behind it": (link) => `${path(link)}%E2%80%8B`,
  "with a line break behind it": (link) => `${path(link)}%0D%0A`,
  "with half a character behind it": (link) => `${path(link)}%E2%80`,
  "with the stars of Markdown behind it": (link) => `${path(link)}**`,
  "with an underline of Markdown behind it": (link) => `${path(link)}_`,
  "with the next sentence behind it": (link) => `${path(link)}.%20The%20link%20works`,
  "with the next words behind it": (link) => `${path(link)}%20or%20this`,
  "with a bracket before it": (link) => path(link).replace("/W", "/%3CW"),
  "with a blank before it": (link) => path(link).replace("/W", "/%20W"),
  "with a doubled slash": (link) => path(link).replace("/W", "//W"),
  "with a blank inside": (link) => insert(path(link), 60, "%20"),
  "with line breaks inside": (link) => insert(insert(path(link), 60, "%0A"), 40, "%0D%0A"),
  "cut at 72 columns and joined with a blank": (link) => insert(path(link), 72, "%20"),
  "cut by quoted-printable and not joined": (link) => insert(path(link), 72, "=%0D%0A"),
  "with the soft line end of quoted-printable": (link) => insert(path(link), 72, "="),
  "with a zero-width space inside": (link) => insert(path(link), 55, "%E2%80%8B"),
  "with typeset hyphens": (link) => path(link).replace(/(?<=\..*)-/g, encodeURIComponent("\u2011")),
};

/** Each route that takes a link in its path, where it leads, and how to get one by mail. */
const ROUTES: Readonly<
  Record<string, { leadsTo: string; mail(app: TestPostern): Promise<string> }>
> = {
  "/confirm/": {
    leadsTo: "/confirm",
    mail: async (app) => (await app.register(EMAIL)).link,
  },
  "/confirm/…/not-me": {
    leadsTo: "/confirm/not-me",
    mail: async (app) => `${(await app.register(EMAIL)).link}/not-me`,
  },
  "/reset/": {
    leadsTo: "/reset",
    async mail(app) {
      await app.confirmed(EMAIL);
      app.clock.forward("2 minutes");
      await app.browser().submit("/forgot", { email: EMAIL });
      return (await app.mailTo(EMAIL)).links.find((link) => link.includes("/reset/"))!;
    },
  },
  "/change-email/": {
    leadsTo: "/change-email",
    mail: async (app) => (await changing(app, "bob@example.com"))("/change-email/W"),
  },
  "/change-email/stop/": {
    leadsTo: "/change-email/stop",
    mail: async (app) => (await changing(app, EMAIL))("/change-email/stop/"),
  },
  "/change-email/undo/": {
    leadsTo: "/change-email/undo",
    async mail(app) {
      const link = (await changing(app, "bob@example.com"))("/change-email/W");
      const browser = app.browser();
      await browser.open(link);
      await browser.submit("/change-email", { password: PASSWORD });
      const mails = await app.mails();
      return mails.flatMap(({ links }) => links).find((each) => each.includes("/undo/"))!;
    },
  },
  "/keep/": {
    leadsTo: "/keep",
    async mail(app) {
      const browser = await app.confirmed(EMAIL);
      await browser.submit("/profile/delete", { password: PASSWORD });
      return (await app.mailTo(EMAIL)).links.find((link) => link.includes("/keep/"))!;
    },
  },
};

async function changing(app: TestPostern, to: string) {
  const browser = await app.confirmed(EMAIL);
  app.clock.forward("2 minutes");
  await browser.submit("/login/again", { password: PASSWORD });
  await browser.submit("/profile/email", { email: "bob@example.com" });
  const { links } = await app.mailTo(to);
  return (part: string) => links.find((link) => link.includes(part))!;
}

describe.each(Object.keys(ROUTES))("a link of %s leads to its page", (name) => {
  test("however it was rewritten", async () => {
    await using app = await testPostern({ passwordHasher: countingHasher(), limits: "off" });
    const { leadsTo, mail } = ROUTES[name]!;
    const link = await mail(app);
    const before = app.dump();
    for (const [how, rewrite] of Object.entries(REWRITINGS)) {
      const browser = app.browser();
      const page = await browser.open(rewrite(link));
      expect([how, page.path, page.status]).toEqual([how, leadsTo, 200]);
      const [cookie = ""] = [...browser.jar].find(([key]) => key.includes("link"))?.slice(1) ?? [];
      expect([how, link.includes(`/${cookie}`), cookie.length]).toEqual([how, true, 86]);
    }
    expect(app.dump()).toBe(before);
  });

  test("but not lower-cased, nor with another name behind it", async () => {
    await using app = await testPostern({ passwordHasher: countingHasher(), limits: "off" });
    const link = await ROUTES[name]!.mail(app);
    for (const odd of [path(link).toLowerCase(), `${path(link)}/else`, `/else${path(link)}`]) {
      const browser = app.browser();
      expect([odd, (await browser.open(odd)).status]).toEqual([odd, 404]);
      expect([...browser.jar.keys()].filter((key) => key.includes("link"))).toEqual([]);
    }
  });
});

test("a base URL that ended in a slash, in somebody's template, leads to the page too", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  const { link } = await app.register(EMAIL);
  const answer = await app.postern.fetch(new Request(`${app.baseUrl}/${path(link)}`));
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/confirm"]);
});

test("a program may name a link as it found it, whole or with something around it", async () => {
  const spellings: Readonly<Record<string, (link: string) => string>> = {
    "the token": (link) => path(link).split("/")[2]!,
    "the whole link": (link) => link,
    "the link in brackets": (link) => `<${link}>`,
    "the link in lines": (link) => `${insert(link, 72, "\r\n")}\n`,
    "the link with a NUL behind it": (link) => `${link}\0`,
    "the link behind a gateway": (link) =>
      `https://gateway.example/?url=${encodeURIComponent(link)}&data=05%7C`,
  };
  for (const [how, spell] of Object.entries(spellings)) {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    const { link } = await app.register(EMAIL);
    const sent = { link: spell(link), newPassword: NEW_PASSWORD };
    const { status } = await app.browser().json("POST", "/confirm", sent);
    expect([how, status]).toEqual([how, 200]);
  }
});

test("a link that was rewritten is still a link of its own purpose only, and works once", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  const link = `${path(await ROUTES["/reset/"]!.mail(app))}.`;
  expect((await app.browser().open(link.replace("/reset/", "/confirm/"))).status).toBe(404);
  const browser = app.browser();
  await browser.open(link);
  expect((await browser.submit("/reset", { password: NEW_PASSWORD })).path).toBe("/login");
  expect((await app.browser().open(`${link}/`)).status).toBe(410);
});

describe("a link's page is open as long as the link is good", () => {
  test("a new password that is sent after 59 minutes is taken", async () => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    const link = await ROUTES["/reset/"]!.mail(app);
    const browser = app.browser();
    await browser.open(link);
    app.clock.forward("59 minutes");
    expect((await browser.submit("/reset", { password: NEW_PASSWORD })).path).toBe("/login");
    const login = { email: EMAIL, password: NEW_PASSWORD };
    expect((await browser.submit("/login", login)).path).toBe("/");
  });

  test("one that is sent later is told that the link has expired, and where to get another", async () => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    const link = await ROUTES["/reset/"]!.mail(app);
    const browser = app.browser();
    await browser.open(link);
    app.clock.forward("60 minutes");
    const page = await browser.submit("/reset", { password: NEW_PASSWORD });
    expect([page.status, page.heading]).toEqual([410, "This link has expired"]);
    expect(page.text).toContain('href="/forgot"');
  });
});
