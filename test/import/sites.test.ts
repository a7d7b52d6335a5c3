// What real sites have beyond the usual columns: apps of django-otp and devise-two-factor, administrators of WordPress.

import { describe, expect, test } from "vitest";
import { readAll, shown } from "./reading.ts";

/** The key of an app in hex and in base32, of one person. */
const [HEX, BASE32] = ["dedd0f5d94b13c11274202cf5b", "33OQ6XMUWE6BCJ2CALHVW"];

const dumped = (confirmed: boolean): string =>
  JSON.stringify([
    {
      model: "auth.user",
      pk: 1,
      fields: { username: "ada", email: "ada@example.com", password: "!", last_login: null },
    },
    {
      model: "otp_totp.totpdevice",
      pk: 7,
      fields: { user: ["ada"], name: "Phone", confirmed, key: HEX, step: 30, digits: 6 },
    },
  ]);

describe("an authenticator app", () => {
  test("of django-otp comes along from a dump", async () => {
    const [ada] = shown(await readAll(dumped(true), { system: "django-allauth" }));
    expect(ada).toMatchObject({ totp: [{ secret: BASE32, name: "Phone" }] });
  });

  test("of django-otp that was never confirmed does not", async () => {
    const [ada] = shown(await readAll(dumped(false), { system: "django-allauth" }));
    expect(ada).not.toHaveProperty("totp");
  });

  test("of devise-two-factor comes along if the login asks for it", async () => {
    const row = (asked: boolean): string =>
      JSON.stringify({ email: "a@x.de", otp_secret: BASE32, otp_required_for_login: asked });
    const file = `${row(true)}\n${row(false)}\n`;
    const [asked, notAsked] = shown(await readAll(file, { system: "devise" }));
    expect(asked).toMatchObject({ totp: [{ secret: BASE32 }] });
    expect(notAsked).not.toHaveProperty("totp");
  });

  test("of devise-two-factor that is still encrypted is named, and its user is not imported without it", async () => {
    const row = {
      email: "a@x.de",
      encrypted_otp_secret: "SkwmnslyF2t=",
      otp_required_for_login: 1,
    };
    const [named] = shown(await readAll(`${JSON.stringify(row)}\n`, { system: "devise" }));
    expect(named).toBe("1: has an authenticator app, and no otp_secret: export it decrypted");
  });
});

test("an administrator of WordPress is an admin", async () => {
  const file = JSON.stringify({
    user_email: "a@x.de",
    capabilities: 'a:2:{s:13:"administrator";b:1;s:6:"editor";b:1;}',
  });
  const [ada] = shown(await readAll(`${file}\n`, { system: "wordpress" }));
  expect(ada).toMatchObject({ roles: ["admin", "editor"] });
});
