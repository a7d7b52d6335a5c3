// The pages of a site's own feature, on the server that reads it from its configuration.

import { join } from "node:path";
import { expect, test } from "vitest";
import { english } from "../../src/domain/language.ts";
import { copy } from "../architecture/toy-feature/words.ts";
import { BEST_PRACTICE, barriersOf, comesAs } from "./axe.ts";
import { chromiumForThisFile } from "./chromium.ts";
import { confirmed } from "./scene.ts";
import { startSite } from "./site.ts";

const words = english.words(copy);

const devices = chromiumForThisFile();

const CONFIG = join(import.meta.dirname, "../architecture/toy-feature/postern.config.ts");

test("a feature of the site's own is found, used and read without barriers", async () => {
  await using site = await startSite({}, CONFIG);
  await using device = await devices.device(site);
  const { page } = device;
  const barriers: string[] = [];
  const look = async (): Promise<void> => {
    barriers.push(...(await barriersOf(page, BEST_PRACTICE)));
    await comesAs(page);
  };
  await confirmed({ site, device, email: "ada@example.com" });
  await device.opens("/profile");
  await look();
  await device.presses("See our newsletter");
  await device.sees(words.title);
  await device.presses(words.ask);
  await device.reads(words.topicMissing);
  await look();
  await device.types(words.topic, "trees");
  await device.presses(words.ask);
  await device.sees("Your profile");
  const mail = await site.mailOf("newsletter", "ada@example.com");
  await device.opens(mail.links[0]!);
  await device.sees(words.confirm.title);
  await look();
  await device.presses(words.confirm.button);
  await device.sees("Your profile");
  await device.opens("/profile/newsletter");
  await device.reads(words.about({ topic: "trees" }));
  await look();
  await device.opens(mail.links[0]!);
  await device.sees(words.dead.title);
  await look();
  expect(barriers).toEqual([]);
});
