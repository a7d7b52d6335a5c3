// A host whose users are asked for more than an address: fields of each kind.

import { z } from "zod";
import { PSEUDO, pseudo } from "../../src/domain/pseudo.ts";
import { field, type SiteText } from "../../src/domain/user-field.ts";
import { confirmed, state, type Scene, type State } from "./scene.ts";
import type { HostOptions } from "./site.ts";

/** A text of the site, which is its own business in every language. */
const text = (en: string): SiteText => ({ en, [PSEUDO]: pseudo(en) });

export const FIELDS = {
  fields: {
    name: field(z.string().min(2), {
      label: text("Name"),
      hint: text("As others see it"),
      autocomplete: "name",
      wrong: text("Enter at least two letters"),
    }),
    site: field(z.url(), { label: text("Homepage"), input: "url", optional: true }),
    about: field(z.string(), { label: text("About"), input: "textarea", optional: true }),
    plan: field(z.enum(["free", "paid"]), {
      label: text("Plan"),
      input: "select",
      options: { free: text("For free"), paid: text("Paid") },
    }),
    news: field(z.boolean(), { label: text("News by mail"), input: "checkbox" }),
  },
} satisfies HostOptions;

const ON = { host: FIELDS };

/** A user who has filled them in, on the page to change them. */
export async function changesFields(scene: Scene): Promise<void> {
  const fields = { name: "Zo\u00eb", plan: "paid", news: true };
  await confirmed(scene, undefined, { fields });
  await scene.device.opens("/profile/fields");
}

export const fieldsStates: readonly State[] = [
  state(
    "register, with fields",
    "Create an account",
    async ({ device }) => {
      await device.opens("/register");
      await device.reads("As others see it");
    },
    ON,
  ),
  state(
    "register, fields not filled in",
    "Create an account",
    async ({ device, email }) => {
      await device.opens("/register");
      await device.types("Email address", email);
      await device.presses("Create account");
      await device.reads("Fill in");
    },
    ON,
  ),
  state("change the fields", "Your details", changesFields, ON),
  state(
    "change the fields, wrong",
    "Your details",
    async (scene) => {
      await changesFields(scene);
      await scene.device.types("Name", "Z");
      await scene.device.presses("Save");
      await scene.device.reads("Enter at least two letters");
    },
    ON,
  ),
];
