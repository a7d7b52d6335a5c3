// A working day of the site's staff, in a real browser.

import { describe, expect, test } from "vitest";
import { chromiumForThisFile } from "./chromium.ts";
import { startSite } from "./site.ts";
import { comesAsStaff, registers } from "./states-of-console.ts";

const devices = chromiumForThisFile();

describe.each([
  { name: "with scripts", javaScriptEnabled: true },
  { name: "without scripts", javaScriptEnabled: false },
])("$name", ({ javaScriptEnabled }) => {
  test("a viewer finds somebody from the profile on, and can do nothing to them", async () => {
    await using site = await startSite();
    await using device = await devices.device(site, { javaScriptEnabled });
    const scene = { site, device, email: "viewer@example.com" };
    await comesAsStaff(scene, "viewer");
    await registers(scene, "alice@example.com");
    await device.opens("/profile");
    await device.presses("Open the console");
    await device.sees("Overview");
    await device.presses("Users");
    await device.types("Address or id", "alice");
    await device.presses("Find");
    await device.presses("alice@example.com");
    await device.sees("alice@example.com");
    await device.reads("Nobody has used its link yet.");
    expect(await device.page.getByRole("button", { name: "Send again" }).count()).toBe(0);
    expect(await device.page.getByText("What you can do").count()).toBe(0);
  });

  test("support is told that no mail came, and sends it again in three pages", async () => {
    await using site = await startSite();
    await using device = await devices.device(site, { javaScriptEnabled });
    const scene = { site, device, email: "support@example.com" };
    await comesAsStaff(scene, "support");
    await registers(scene, "alice@example.com");
    const first = await site.mailTo("alice@example.com");
    await device.opens("/admin/why");
    await device.types("Address, or id of a user", "alice@example.com");
    await device.presses("Look up");
    await device.presses("Send again");
    await device.sees("Send the confirmation mail to alice@example.com again");
    await device.presses("Send again");
    await device.reads("Done, and noted in the audit log.");
    const second = await site.mailTo("alice@example.com", first);
    expect([first.kind, second.kind]).toEqual(["confirm", "confirm-again"]);
  });

  test("an admin deletes somebody, but not the wrong person in passing", async () => {
    await using site = await startSite();
    await using device = await devices.device(site, { javaScriptEnabled });
    const scene = { site, device, email: "admin@example.com" };
    await comesAsStaff(scene, "admin");
    await device.opens(await registers(scene, "alice@example.com"));
    await device.presses("Delete alice@example.com");
    await device.types("Type the address of the user, to delete them", "bob@example.com");
    await device.types("Reason", "asked by phone");
    await device.presses("Delete for good");
    await device.reads("This is not the address of the user.");
    expect(site.count("alice@example.com")).toBe(1);
    await device.types("Type the address of the user, to delete them", "alice@example.com");
    await device.presses("Delete for good");
    await device.reads("No user has alice@example.com.");
    expect(site.count("alice@example.com")).toBe(0);
  });
});
