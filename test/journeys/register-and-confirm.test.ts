import { expect, test } from "vitest";
import { testPostern } from "../../src/testing/test-postern.ts";

test("a person registers, reads the mail, opens the link in the same browser and is confirmed", async () => {
  await using app = await testPostern();
  const browser = app.browser();
  const waiting = await browser.submit("/register", {
    email: "ada@example.com",
    password: "plum tree by the river",
  });
  expect(waiting.path).toBe("/unconfirmed");
  expect(waiting.heading).toBe("Check your email");
  const mail = await app.mailTo("ada@example.com");
  expect(mail.subject).toBe("Confirm your email address – Postern");
  const opened = await browser.open(mail.links[0]!);
  expect(opened.path).toBe("/confirm");
  expect(opened.heading).toBe("Confirming your address");
  expect(app.user("ada@example.com")?.confirmedOn).toBeNull();
  const done = await browser.submit("/confirm");
  expect(done.heading).toBe("Your email address is confirmed");
  expect(app.user("ada@example.com")).toMatchObject({ confirmedVia: "link" });
  expect((await browser.open("/profile")).heading).toBe("Your profile");
});
