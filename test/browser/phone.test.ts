// What only a narrow screen shows.

import { expect, test } from "vitest";
import { chromiumForThisFile } from "./chromium.ts";
import { confirmed, program, registered } from "./scene.ts";
import { startSite } from "./site.ts";

const devices = chromiumForThisFile();
const PHONE = { viewport: { width: 360, height: 740 } };

type Box = { readonly y: number; readonly height: number };

/** Whether two boxes are next to each other, and not one below the other. */
const beside = (one: Box, other: Box): boolean =>
  Math.abs(one.y + one.height / 2 - (other.y + other.height / 2)) < one.height / 4;

test("the header is one row, whoever is logged in and however long the name of the site is", async () => {
  await using site = await startSite({ POSTERN_APP_NAME: "The Society of Distant Lighthouses" });
  await using device = await devices.device(site, PHONE);
  const isOneRow = async (): Promise<boolean> => {
    const [brand, nav] = await Promise.all(
      [".brand", "nav"].map((part) => device.page.locator(`header ${part}`).boundingBox()),
    );
    return beside(brand!, nav!);
  };
  await device.opens("/login");
  expect(await isOneRow()).toBe(true);
  await confirmed({ site, device, email: "a-rather-long-name@subdomain.example.com" });
  await device.opens("/profile");
  expect(await isOneRow()).toBe(true);
});

test("a short name of the site is whole beside the longest words of a header", async () => {
  await using site = await startSite({ POSTERN_APP_NAME: "Acme", POSTERN_LANGUAGE: "fr" });
  await using device = await devices.device(site, PHONE);
  await registered({ site, device, email: "ada@example.com" });
  await device.opens("/unconfirmed");
  const cut = `[...document.querySelectorAll(".brand span")].map((name) => name.scrollWidth - name.clientWidth)`;
  expect(await device.page.evaluate<number[]>(cut)).toEqual([0]);
});

test("the mark of an error is beside its first line, however long it is", async () => {
  await using site = await startSite({ POSTERN_LANGUAGE: "fr" });
  await using device = await devices.device(site, PHONE);
  await device.opens("/register");
  await device.page.locator("main form .primary").click();
  // A word without a width is where the mark is.
  const lower = `[...document.querySelectorAll(".error-summary li")].map((line) => {
    const word = document.createElement("span");
    word.textContent = "o";
    Object.assign(word.style, { display: "inline-block", width: 0 });
    line.prepend(word);
    return word.getBoundingClientRect().top - line.querySelector("a").getBoundingClientRect().top;
  })`;
  const marks = await device.page.evaluate<number[]>(lower);
  expect(marks.map((below) => Math.abs(below) < 8)).toEqual([true, true]);
});

test("no brick is behind the words of the header", async () => {
  await using site = await startSite();
  await using device = await devices.device(site, PHONE);
  await device.opens("/login");
  const [header, body] = await device.page.evaluate<readonly string[]>(
    `["header", "body"].map((part) => getComputedStyle(document.querySelector(part)).backgroundColor)`,
  );
  expect(header).toBe(body);
});

test("the rows of one's own data are stacked, and each cell says what it is", async () => {
  await using site = await startSite();
  await using device = await devices.device(site, PHONE);
  const email = "ada@example.com";
  await confirmed({ site, device, email });
  await program(site).json("POST", "/forgot", { email });
  await device.opens("/profile/data");
  await device.sees("Your data");
  const table = device.page
    .locator("h2", { hasText: "Mails to you" })
    .locator("xpath=following::table[1]");
  const cells = table.locator("tbody tr").first().locator("td");
  const boxes = await Promise.all((await cells.all()).map((cell) => cell.boundingBox()));
  expect(boxes.map((box) => box!.x)).toEqual(boxes.map(() => boxes[0]!.x));
  expect(boxes[1]!.y).toBeGreaterThan(boxes[0]!.y);
  const label = `getComputedStyle(document.querySelector("td[data-head^=When]"), "::before").content`;
  const said = await device.page.evaluate<string>(label);
  expect(said).toContain('"When:"');
  expect(await device.page.getByRole("row").count()).toBeGreaterThan(4);
});

test("a mailbox that is known is opened by a button", async () => {
  await using site = await startSite();
  await using device = await devices.device(site, PHONE);
  await registered({ site, device, email: "ada@gmail.com" });
  await device.opens("/unconfirmed");
  const box = await device.page.getByRole("link", { name: "Open Gmail" }).boundingBox();
  expect(box!.height).toBeGreaterThanOrEqual(44);
});
