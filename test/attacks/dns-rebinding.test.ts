// A page of another site whose name is pointed at this machine has the same origin as what it finds here. The
// development mailbox gives access to accounts, so it answers only to names that no other site can have.

import { expect, test } from "vitest";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

const FOREIGN = [
  "http://evil.example:5000",
  "http://localhost.evil.example:5000",
  "http://127.0.0.1.evil.example",
  "http://notlocalhost:5000",
  "http://192.0.2.7:5000",
  "http://0.0.0.0:5000",
  "http://other.acme.test:5000",
];

const OWN = [
  "http://acme.test:5000",
  "http://acme.test",
  "http://localhost:5000",
  "http://acme.localhost:5000",
  "http://127.0.0.1:5000",
  "http://127.8.8.8",
  "http://[::1]:5000",
];

/** A site in development with one mail, and every path of its mailbox. */
async function site() {
  const mailer = capturedMailbox();
  const baseUrl = "http://acme.test:5000";
  const app = await testPostern({ developmentMailbox: true, mailer, baseUrl });
  await app.browser().submit("/register", { email: "ada@example.com", password: PASSWORD });
  await app.mails();
  const [mail] = await mailer.list();
  const code = mail?.code ?? "";
  const paths = [
    ...["", `/${mail?.id}`, `/${mail?.id}/html`].map((path) => `/dev/mailbox${path}`),
    ...["", "/en/confirm", "/en/confirm/dark"].map((path) => `/dev/mails${path}`),
  ];
  return { app, code, paths, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

const ask = (app: TestPostern, url: string, accept: string): Promise<Response> =>
  app.postern.fetch(new Request(url, { headers: { accept } }), { address: "127.0.0.1" });

test.each(FOREIGN)("under %s the mailbox shows nothing, and says where it does", async (origin) => {
  await using here = await site();
  for (const path of here.paths) {
    for (const accept of ["text/html", "application/json"]) {
      const response = await ask(here.app, `${origin}${path}`, accept);
      const text = await response.text();
      expect([path, response.status]).toEqual([path, 403]);
      expect(text).not.toMatch(new RegExp(`${here.code}|ada@example|confirm/`));
      if (accept === "text/html")
        expect(text).toMatch(/http:\/\/acme\.test:5000\/dev\/(?:mailbox|mails)/);
      else expect(JSON.parse(text)).toMatchObject({ reason: "wrong-host" });
    }
  }
});

test.each(OWN)("under %s it is read", async (origin) => {
  await using here = await site();
  for (const path of here.paths)
    expect((await ask(here.app, `${origin}${path}`, "text/html")).status).toBe(200);
});
