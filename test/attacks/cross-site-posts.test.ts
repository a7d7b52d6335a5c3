// A page of another site sends forms to this one, with the visitor's cookies. Tested for every POST route.

import { expect, test } from "vitest";
import { formsOn } from "../../src/testing/scanner.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { BASE, inhabited, type Inhabited, isHidden } from "./inhabited.ts";
import { OTHER_PASSWORD, post, whoIs } from "./tools.ts";

const WHO = ["anonymous", "unconfirmed", "confirmed"] as const;

/** The headers that a browser sends when another site makes it post, and variants that attackers try. */
const FOREIGN: readonly Readonly<Record<string, string>>[] = [
  { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "null", "sec-fetch-site": "cross-site" },
  { origin: "null", "sec-fetch-site": "same-site" },
  { origin: "null", "sec-fetch-site": "none" },
  { origin: "null", "sec-fetch-site": "nonsense" },
  { origin: "NULL", "sec-fetch-site": "same-origin" },
  { origin: "null, null", "sec-fetch-site": "same-origin" },
  { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
  { origin: "" },
  { origin: "http://postern.example" },
  { origin: "https://postern.example:444" },
  { origin: "https://postern.example.evil.example" },
  { origin: "https://sub.postern.example", "sec-fetch-site": "same-site" },
  { origin: "https://postern.example/" },
  { origin: "https://POSTERN.example" },
  { origin: `${BASE}, https://evil.example` },
  { origin: BASE, "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "nonsense" },
  { referer: `${BASE}/login` },
  {},
];

const KINDS: Readonly<Record<string, string>> = {
  "application/x-www-form-urlencoded": "email=eve%40example.com&password=a+lamp+behind+the+door",
  "multipart/form-data; boundary=x":
    '--x\r\ncontent-disposition: form-data; name="email"\r\n\r\ne\r\n--x--',
  "text/plain": '{"email":"eve@example.com","password":"a lamp behind the door","x":"="}',
};

async function postRoutes(site: Inhabited): Promise<readonly string[]> {
  return Promise.all(site.forms.map((route) => site.pathOf(route)));
}

test("no form of another site passes, and nothing is written, whoever's browser sends it", async () => {
  await using site = await inhabited();
  const before = site.app.dump();
  for (const path of await postRoutes(site)) {
    for (const who of WHO) {
      for (const foreign of FOREIGN) {
        for (const [kind, body] of Object.entries(KINDS)) {
          const { status } = await site.browsers[who].request(path, {
            method: "POST",
            headers: { ...foreign, "content-type": kind },
            body,
          });
          const refusal =
            status === (isHidden(path, who) ? 404 : 403) ||
            (status === 415 && !kind.includes("urlencoded"));
          expect([who, path, foreign, kind, refusal]).toEqual([who, path, foreign, kind, true]);
        }
      }
    }
  }
  expect(site.app.dump()).toBe(before);
});

test("nor does JSON that says it comes from elsewhere", async () => {
  await using site = await inhabited();
  const before = site.app.dump();
  for (const path of await postRoutes(site)) {
    for (const who of WHO) {
      for (const foreign of FOREIGN.slice(0, -2)) {
        const { status } = await site.browsers[who].request(path, {
          method: "POST",
          headers: { ...foreign, "content-type": "application/json" },
          body: "{}",
        });
        const refused = isHidden(path, who) ? 404 : 403;
        expect([who, path, foreign, status]).toEqual([who, path, foreign, refused]);
      }
    }
  }
  expect(site.app.dump()).toBe(before);
});

test("a form token that is made up, or another browser's, does not help", async () => {
  await using site = await inhabited();
  const stranger = site.app.browser();
  const [theirs] = formsOn((await stranger.open("/login")).text);
  const before = site.app.dump();
  for (const path of await postRoutes(site)) {
    for (const who of WHO) {
      for (const token of ["", "x", "A".repeat(43), theirs!.fields["form_token"]!]) {
        const { status } = await post(site.browsers[who], path, { form_token: token });
        expect([who, path, status]).toEqual([who, path, isHidden(path, who) ? 404 : 403]);
      }
    }
  }
  expect(site.app.dump()).toBe(before);
});

test("who names no origin passes with the token of the own browser's pages", async () => {
  for (const who of WHO) {
    await using site = await inhabited();
    for (const path of await postRoutes(site)) {
      const [mine] = formsOn((await site.browsers[who].open("/forgot")).text).slice(-1);
      const token = mine!.fields["form_token"]!;
      const response = await post(site.browsers[who], path, { form_token: token });
      const text = await response.text();
      expect([who, path, text.includes("We could not accept that form")]).toEqual([
        who,
        path,
        false,
      ]);
    }
  }
});

/** What arrives with Postern's own forms if a proxy or a browser hides where they come from. */
const UNNAMED: readonly Readonly<Record<string, string>>[] = [
  { origin: "null" },
  { origin: "null", "sec-fetch-site": "none" },
];

test("an origin of null that the browser itself says is ours passes", async () => {
  await using app = await testPostern();
  const browser = app.browser();
  const sent = { email: "ada@example.com", password: PASSWORD };
  const ours = { origin: "null", "sec-fetch-site": "same-origin" };
  expect((await post(browser, "/register", sent, ours)).status).toBe(303);
  expect(await whoIs(browser)).toBe("ada@example.com");
});

test.each(UNNAMED)(
  "an origin of null passes with the form's own token only: %j",
  async (unnamed) => {
    await using app = await testPostern();
    const browser = app.browser();
    const [form] = formsOn((await browser.open("/register")).text).slice(-1);
    const sent = { email: "ada@example.com", password: PASSWORD };
    expect((await post(browser, "/register", sent, unnamed)).status).toBe(403);
    const { form_token: token } = form!.fields;
    const carried = { ...sent, form_token: token! };
    expect((await post(app.browser(), "/register", carried, unnamed)).status).toBe(403);
    expect((await post(browser, "/register", carried, unnamed)).status).toBe(303);
  },
);

test("nobody is logged in to an attacker's account by a page of his (login CSRF)", async () => {
  await using app = await testPostern();
  await app.confirmed("attacker@example.com", OTHER_PASSWORD);
  const login = { email: "attacker@example.com", password: OTHER_PASSWORD };
  const visitor = app.browser();
  const victim = await app.confirmed("victim@example.com", PASSWORD);
  for (const foreign of FOREIGN) {
    await post(visitor, "/login", login, foreign);
    await post(victim, "/login", login, foreign);
    await post(visitor, "/register", login, foreign);
  }
  expect(await whoIs(visitor)).toBeNull();
  expect(await whoIs(victim)).toBe("victim@example.com");
});

test("a form token dies with the session it was made for", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed("ada@example.com");
  const [form] = formsOn((await browser.open("/profile")).text);
  const { form_token: token } = form!.fields;
  await browser.submit("/login", { email: "ada@example.com", password: PASSWORD });
  const { status } = await post(browser, "/logout", { form_token: token! });
  expect(status).toBe(403);
  expect(await whoIs(browser)).toBe("ada@example.com");
});
