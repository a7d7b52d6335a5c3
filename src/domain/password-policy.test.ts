import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkPassword, normalisePassword, passwordPolicies } from "./password-policy.ts";

const { default: policy, nist } = passwordPolicies;

const outcome = (
  password: string,
  chosen = policy,
  email = "ada.lovelace+x@example.com",
): string => {
  const checked = checkPassword(chosen, { password, email, siteName: "Acme Books" });
  return checked.ok ? "accepted" : checked.reason;
};

describe("a password", () => {
  test.each([
    ["of eight characters", "tv7#kqxm"],
    ["of a few unrelated words", "walnut ferry tuesday"],
    ["with spaces around it", "  tv7#kqxm  "],
    ["in another script", "пятьсерыхчаек"],
    ["of emoji", "🦉🎹🧊🛶🌵🥁🪁🧭"],
    ["with control characters in it", "tv7#\tkqxm\u0007"],
    ["without any variety of kinds of characters", "fjordwalnuttuesday"],
    ["of 256 characters", "x1y2z3w4".repeat(32).replace(/4$/, "5")],
    ["of 256 characters of four bytes each", `${"🦉".repeat(255)}🎹`],
    ["with a common word and more after it than an afterthought", "football73920184"],
    ["with digits in the middle of a common word", "foot26ball"],
  ])("%s may be set", (_, password) => {
    expect(outcome(password)).toBe("accepted");
  });

  test.each([
    ["nothing", "", "password-missing"],
    ["seven characters", "tv7#kqx", "password-too-short"],
    ["seven emoji, which are fourteen units of UTF-16", "🦉🎹🧊🛶🌵🥁🪁", "password-too-short"],
    ["one ligature that stands for eighteen letters", "\uFDFA", "password-too-short"],
    [
      "four letters with four accents to combine",
      "e\u0301a\u0300o\u0302u\u0308",
      "password-too-short",
    ],
    ["257 characters", `${"x1y2z3w4".repeat(32)}5`, "password-too-long"],
    ["1,025 bytes", "🦉".repeat(256) + "a", "password-too-long"],
    ["characters that become more than 256", "\uFDFA".repeat(20), "password-too-long"],
    ["a NUL, at which some hashes stop", "tv7#kqxm\0more", "password-forbidden-character"],
    ["half a surrogate pair", "tv7#kqxm\uD800", "password-forbidden-character"],
  ])("of %s is refused", (_, password, reason) => {
    expect(outcome(password)).toBe(reason);
  });

  test("is refused when it is long beyond reason", () => {
    expect(outcome("\uFDFA".repeat(5_000_000))).toBe("password-too-long");
    expect(normalisePassword("a".repeat(10_000_000))).toBeUndefined();
  });

  test("must have 15 characters under the NIST preset", () => {
    expect(outcome("walnut ferry t", nist)).toBe("password-too-short");
    expect(outcome("walnut ferry tu", nist)).toBe("accepted");
  });
});

describe("a password that everybody guesses first is refused:", () => {
  test.each([
    "password",
    "PassWord",
    "12345678",
    "1q2w3e4r",
    "ｐａｓｓｗｏｒｄ",
    "football!",
    "football1",
    "Football2026",
    "football26!!",
    "aaaaaaaa",
    "        ",
    "abcabcabcabc",
    "abababab1!",
    "🦉🦉🦉🦉🦉🦉🦉🦉",
    "passwordpassword",
    "passwordpassword1",
    "1234567812345678",
  ])("%j", (password) => {
    expect(outcome(password)).toBe("password-common");
  });

  test("under the NIST preset too, where one is made long by repetition", () => {
    expect(outcome("iloveyouiloveyou", nist)).toBe("password-common");
    expect(outcome("xyxyxyxyxyxyxyxyxy", nist)).toBe("password-common");
  });
});

describe("a password that holds what everybody knows is refused:", () => {
  test.each([
    ["the address", "ada.lovelace+x@example.com"],
    ["the address in another case, with more around it", "--ADA.Lovelace+X@Example.com--"],
    ["what stands before its @", "iamada.lovelace+x!"],
    ["the same without the tag", "Ada.Lovelace1843"],
    ["the site's name", "acme books rule"],
    ["the site's name in one word", "myAcmeBooksLogin"],
    ["the site's name in full-width letters", "ａｃｍｅｂｏｏｋｓ xyz"],
  ])("%s", (_, password) => {
    expect(outcome(password)).toBe("password-contains-address");
  });

  test("a name of four letters counts, and space around the site's name does not", () => {
    const reason = "password-contains-address";
    expect(outcome("emma walnut", policy, "emma@example.com")).toBe(reason);
    const choice = {
      password: "new acme-books!",
      email: "ada@example.com",
      siteName: " Acme-Books ",
    };
    expect(checkPassword(policy, choice)).toEqual({ ok: false, reason });
  });

  test("a name of three letters does not count, the address with it does", () => {
    expect(outcome("adamant walnut", policy, "ada@example.com")).toBe("accepted");
    const reason = "password-contains-address";
    expect(outcome("xx ada@example.com", policy, "ada@example.com")).toBe(reason);
  });

  test("an address with letters beyond ASCII counts as typed and as sent", () => {
    const reason = "password-contains-address";
    expect(outcome("xx jo@müller.example", policy, "jo@Müller.example")).toBe(reason);
    expect(outcome("xx jo@xn--mller-kva.example", policy, "jo@Müller.example")).toBe(reason);
  });

  test("a site without a name and an address that is none refuse nothing", () => {
    const choice = { password: "walnut ferry tuesday", email: "", siteName: "  " };
    expect(checkPassword(policy, choice).ok).toBe(true);
  });
});

describe("a name that a password holds by chance, or beside enough that is none, counts for nothing:", () => {
  test.each([
    ["anna@example.com", "savannah elephant piano 7"],
    ["anna@example.com", "anna likes old lighthouses"],
    ["mark@example.com", "supermarket trolley 12"],
    ["rose@example.com", "primroses behind the mill"],
    ["john+shop@example.com", "johnson street harbour"],
    ["ella@example.com", "umbrella, umbrella, rain"],
    ["ada@example.com", "two acme books on a shelf of oak"],
    ["info@example.com", "misinformation overload"],
  ])("%s, %j", (email, password) => {
    expect(outcome(password, policy, email)).toBe("accepted");
  });

  test.each([
    ["anna@example.com", "anna1234"],
    ["anna@example.com", "Anna2026!"],
    ["anna@example.com", "annaannaanna"],
    ["anna@example.com", "iamanna!!!!!!!!"],
    ["anna@example.com", "anna anna anna 1"],
    ["anna@example.com", "anna password"],
    ["anna@example.com", "password-anna-123"],
    ["ada.lovelace@example.com", "ada.lovelace was here"],
    ["anna@example.com", "anna at acme books"],
    ["anna@example.com", "acmebooks2026"],
    ["anna@example.com", "walnut ferry tuesday anna@example.com"],
  ])("but not beside too little: %s, %j", (email, password) => {
    expect(["password-contains-address", "password-common"]).toContain(
      outcome(password, policy, email),
    );
  });

  test("under the NIST preset, what is left has to be as long as that preset asks", () => {
    expect(outcome("savannah walnut 7", nist, "anna@example.com")).toBe(
      "password-contains-address",
    );
    expect(outcome("savannah elephant piano", nist, "anna@example.com")).toBe("accepted");
  });
});

describe("the same password", () => {
  test("typed on two keyboards is the same", () => {
    expect(normalisePassword("cafe\u0301 walnut")).toBe(normalisePassword("caf\u00E9 walnut"));
  });

  test("keeps its case and its spaces", () => {
    expect(normalisePassword(" Walnut  Ferry ")).toBe(" Walnut  Ferry ");
  });

  test.each(["", "a\0b", "\uDC00", "a".repeat(1_025), "🦉".repeat(257)])(
    "could never have been set, and is not even hashed (%#)",
    (text) => {
      expect(normalisePassword(text)).toBeUndefined();
    },
  );

  test("has one form at setting and at login, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 8, maxLength: 80 }), (password) => {
        const choice = { password, email: "ada@example.com", siteName: "Acme" };
        const checked = checkPassword(policy, choice);
        if (!checked.ok) return;
        expect(checked.value).toBe(normalisePassword(password));
        expect(checked.value).toBe(normalisePassword(checked.value));
      }),
    );
  });
});
