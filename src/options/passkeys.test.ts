import { describe, expect, test } from "vitest";
import { testPostern } from "../testing/index.ts";
import { optionProblems, settingsFrom } from "./options.ts";
import type { Options } from "./types.ts";

const AT = "https://accounts.example.com";

const site = (options: Partial<Options> = {}) => settingsFrom({ baseUrl: AT, ...options }).passkeys;

const told = (options: Partial<Options>): readonly string[] =>
  optionProblems({ baseUrl: AT, ...options }).map(({ option, words }) => `${option}: ${words}`);

describe("passkeys", () => {
  test("belong to the host of the base URL, whose port does not matter, unless options say more", () => {
    expect(site()).toEqual({ on: true, rpId: "accounts.example.com", origins: [AT] });
    expect(site({ baseUrl: "http://localhost:5000" })).toEqual({
      on: true,
      rpId: "localhost",
      origins: ["http://localhost:5000"],
    });
    const passkeyOrigins = ["https://www.example.com/", "https://app.example.com:8443", AT];
    expect(site({ passkeyDomain: "Example.com", passkeyOrigins })).toEqual({
      on: true,
      rpId: "example.com",
      origins: [AT, "https://www.example.com", "https://app.example.com:8443"],
    });
    expect(site({ baseUrl: "https://konto.müller.example", passkeyDomain: "müller.example" }).rpId) //
      .toBe("xn--mller-kva.example");
    expect(site({ passkeys: false }).on).toBe(false);
  });

  test.each([
    ["http://127.0.0.1:5000", "ip-address"],
    ["https://192.0.2.7", "ip-address"],
    ["http://[::1]:5000", "ip-address"],
    ["http://accounts.example.com", "no-https"],
  ])("are off at %s, where browsers make none, and the log says why", async (baseUrl, why) => {
    expect(site({ baseUrl }).on).toBe(false);
    const lines = async (options: Partial<Options>) => {
      await using app = await testPostern({ baseUrl, ...options });
      return app.log.filter(({ event }) => event === "passkeys-off").map(({ facts }) => facts);
    };
    expect(await lines({})).toEqual([{ why }]);
    expect(await lines({ passkeys: false })).toEqual([]);
  });

  test("have no domain at which no browser would use them", () => {
    for (const domain of [
      "other.example",
      "www.accounts.example.com",
      "ccounts.example.com",
      "com",
      "https://example.com",
      "example.com.",
      "",
    ])
      expect(told({ passkeyDomain: domain })).toEqual([
        `passkeyDomain: "${domain}" is neither the host of baseUrl, accounts.example.com, nor a domain above it; give a domain, like example.com`,
      ]);
    const localhost = { baseUrl: "http://app.localhost", passkeyDomain: "localhost" };
    expect(told(localhost)).toHaveLength(1);
  });

  test("have no origin at which no browser would use them", () => {
    const passkeyOrigins = [
      "https://www.example.com",
      "http://www.example.com",
      "https://example.org",
      "https://notexample.com",
      "https://www.example.com/login",
      "www.example.com",
    ];
    expect(told({ passkeyDomain: "example.com", passkeyOrigins })).toEqual([
      'passkeyOrigins: "http://www.example.com", "https://example.org", "https://notexample.com", "https://www.example.com/login", "www.example.com" are not origins with https at example.com or below it; give a list of origins, like ["https://www.example.com"]',
    ]);
    expect(told({ passkeyOrigins: ["https://www.example.com"] })[0]).toMatch(
      /^passkeyOrigins: "https:\/\/www.example.com" is not an origin with https at accounts.example/,
    );
    const local = { baseUrl: "http://localhost:5000", passkeyOrigins: ["http://localhost:5173"] };
    expect(site(local).origins).toEqual(["http://localhost:5000", "http://localhost:5173"]);
  });
});
