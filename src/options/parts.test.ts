import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { z } from "zod";
import { capturedMailbox, createPostern, sqliteStore, type PosternOptions } from "../index.ts";

const NAME = { label: "Name", schema: z.string() };

const GOOD = {
  baseUrl: "https://accounts.example.com",
  secret: "xg0Vd0mRkQ2cVw1bq8x4Jt7yZpLnA3sE9uHfKiOoMrY",
  store: await sqliteStore(new DatabaseSync(":memory:")),
  mailer: capturedMailbox(),
  background: false,
};

const made = (options: unknown) => () => createPostern(options as PosternOptions);

test.for<[string, unknown, RegExp]>([
  ["nothing at all", undefined, /^ {2}options: give the options as an object$/m],
  ["a secret that the environment lacks", { secret: undefined }, /^ {2}secret: give a text/m],
  ["a database for a store", { store: new DatabaseSync(":memory:") }, /^ {2}store: .*sqliteStore/m],
  ["a store that is still to come", { store: Promise.resolve({}) }, /^ {2}store: .*resolves to/m],
  ["a URL for a mailer", { mailer: "smtp://localhost" }, /^ {2}mailer: give smtpMailer/m],
  ["no mailer", { mailer: undefined }, /^ {2}mailer: give smtpMailer/m],
  ["a clock without a time", { clock: {} }, /^ {2}clock: /m],
  ["a log that is a file", { log: "postern.log" }, /^ {2}log: /m],
  ["domains without a verdict", { disposableDomains: ["a.example"] }, /^ {2}disposableDomains: /m],
  ["a DNS that is an address", { dns: "192.0.2.53" }, /^ {2}dns: /m],
  ["fields that are a list", { fields: "name" }, /^ {2}fields: give an object/m],
  ["a field with a dot", { fields: { "a.b": NAME } }, /^ {2}fields\.a\.b: name it/m],
  [
    "a field that every object has",
    { fields: { constructor: NAME } },
    /^ {2}fields\.constructor: /m,
  ],
  [
    "a field without a schema",
    { fields: { name: { label: "Name" } } },
    /^ {2}fields\.name: give f/m,
  ],
  ["a field without a label", { fields: { name: { ...NAME, label: "" } } }, /label/m],
  ["a field of no kind", { fields: { name: { ...NAME, input: "file" } } }, /give an input of text/],
  ["a field of no form", { fields: { name: { ...NAME, ask: "login" } } }, /give an ask/],
  ["a choice of nothing", { fields: { name: { ...NAME, input: "select" } } }, /give the options/],
  ["a rule that is a text", { allowRegistration: "@acme.example" }, /^ {2}allowRegistration: /m],
  ["nobody to ask", { oldSystem: { timeout: "1 second" } }, /^ {2}oldSystem\.url: give a URL, or/m],
  ["a text to ask", { askOldSystem: "https://old.example" }, /^ {2}askOldSystem: give a function/m],
  [
    "somebody to ask and no rules for it",
    { askOldSystem: async () => ({ state: "unknown" }) },
    /^ {2}askOldSystem: give oldSystem, too/m,
  ],
])("the library is told of %s in words, before anything starts", ([, wrong, words]) => {
  const options = wrong === undefined ? undefined : { ...GOOD, ...(wrong as object) };
  expect(made(options)).toThrow(expect.objectContaining({ name: "OptionsError" }) as Error);
  expect(made(options)).toThrow(words);
});

test("what is wrong with the parts is told together with what is wrong with the options", () => {
  expect(made({ baseUrl: "here" })).toThrow(
    /\n {2}store: .*\n {2}mailer: .*\n {2}secret: .*\n {2}baseUrl: /,
  );
});
