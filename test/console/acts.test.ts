// What every act of the console has in common, shown by one that only notes itself.

import { expect, test } from "vitest";
import { consoleAct, type ActField } from "../../src/http/console-act.ts";
import { field } from "../../src/ui/form.ts";
import { catalogue, done, refused, type Feature } from "../../src/extend.ts";
import { staffed } from "./staff.ts";

const painted: { readonly actor: string; readonly reason: string | undefined }[] = [];

const colour: ActField = {
  name: "colour",
  show: (language, value, error) =>
    field(language, { name: "colour", label: "Colour", type: "text", value, error }),
};

const toy: Feature = {
  name: "toy",
  words: catalogue({ en: { notices: { painted: "It is painted." } } }),
  routes: (context, web, site) => [
    ...consoleAct(
      { context, web, site },
      {
        path: "/admin/doors/:id/paint",
        role: "support",
        under: "/admin",
        fields: [colour],
        notice: "painted",
        find: async ({ params }) => (params["id"] === "1" ? "door 1" : undefined),
        says: (_, subject) => ({ title: `Paint ${subject}`, text: "It dries.", button: "Paint" }),
        back: () => "/admin",
        async perform(_, acting, { colour: chosen }) {
          if (chosen === "red") return refused("no-red");
          if (chosen === "") return refused("colour-missing");
          painted.push(acting);
          return done(null);
        },
        refusal: (_, reason) =>
          reason === "no-red"
            ? { message: "There is no red." }
            : { field: "colour", message: "Choose a colour" },
      },
    ),
  ],
};

const PATH = "/admin/doors/1/paint";

test("an act says what will happen, asks why, and is done in the name of who did it", async () => {
  await using site = await staffed({ features: [toy] });
  const { support } = site.browsers;
  const page = await support.open(PATH);
  expect([page.heading, page.text]).toEqual(["Paint door 1", expect.stringContaining("It dries.")]);
  painted.length = 0;
  const after = await support.submit(PATH, { colour: "blue", reason: " the  old one peels " });
  expect([after.path, after.text]).toEqual(["/admin", expect.stringContaining("It is painted.")]);
  const { id } = site.app.user("support@example.com")!;
  expect(painted).toMatchObject([{ actor: `admin:${id}`, reason: "the old one peels" }]);
});

test("an act without a reason, or one that is refused, changes nothing and keeps what was typed", async () => {
  await using site = await staffed({ features: [toy] });
  const { support } = site.browsers;
  painted.length = 0;
  await support.open(PATH);
  const without = await support.submit(PATH, { colour: "blue", reason: " " });
  expect([without.status, without.text]).toEqual([422, expect.stringContaining("Give a reason")]);
  expect(without.text).toContain('value="blue"');
  const red = await support.submit(PATH, { colour: "red", reason: "fire" });
  expect([red.status, red.text]).toEqual([409, expect.stringContaining("There is no red.")]);
  const json = await support.json("POST", PATH, { colour: "", reason: "fire" });
  expect([json.status, json.body]).toMatchObject([
    422,
    { reason: "invalid", fields: { colour: "colour-missing" } },
  ]);
  expect(painted).toEqual([]);
});

test("an act asks for the sign-in again before its page, and for the role at the form as well", async () => {
  await using site = await staffed({ features: [toy] });
  const { support, viewer } = site.browsers;
  expect((await viewer.open(PATH)).status).toBe(404);
  const form = { colour: "blue", reason: "why not" };
  expect((await viewer.json("POST", PATH, form)).status).toBe(404);
  expect((await support.open("/admin/doors/2/paint")).status).toBe(404);
  site.app.clock.forward("11 minutes");
  expect((await support.open(PATH)).path).toBe(`/login/again?next=${encodeURIComponent(PATH)}`);
  expect((await support.json("POST", PATH, form)).body["reason"]).toBe("password-needed");
});
