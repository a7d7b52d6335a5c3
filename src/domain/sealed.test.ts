import { expect, test } from "vitest";
import { NONCE, ofCredential, sealer, type Opened } from "./sealed.ts";

const OLD = "an old key of at least thirty-two characters";
const NEW = "a newer key of at least thirty-two characters";
const ADAS = ofCredential("ada", "app");
const nonce = new Uint8Array(NONCE).fill(7);

const sealed = (keys: readonly string[], text = "plum tree"): string =>
  sealer(keys, "credential").seal(text, ADAS, nonce);

const opened = (keys: readonly string[], text: string, boundTo = ADAS): Opened | undefined =>
  sealer(keys, "credential").open(text, boundTo);

test("what was sealed is read again, and not without the key", () => {
  expect(opened([NEW], sealed([NEW]))).toEqual({ text: "plum tree", outdated: false });
  expect(opened([NEW], sealed([NEW], ""))).toEqual({ text: "", outdated: false });
  expect(opened([OLD], sealed([NEW]))).toBeUndefined();
  expect(Buffer.from(sealed([NEW]), "base64url").toString("latin1")).not.toContain("plum");
});

test("an older key of the ring still opens it, and says that it is to be sealed again", () => {
  expect(opened([NEW, OLD], sealed([OLD]))).toEqual({ text: "plum tree", outdated: true });
  expect(opened([NEW, OLD], sealed([NEW, OLD]))).toEqual({ text: "plum tree", outdated: false });
});

test("a row that was moved to another user, or another credential, opens nothing", () => {
  expect(opened([NEW], sealed([NEW]), ofCredential("eve", "app"))).toBeUndefined();
  expect(opened([NEW], sealed([NEW]), ofCredential("ada", "other"))).toBeUndefined();
});

test("a text that was sealed for another purpose opens nothing", () => {
  expect(sealer([NEW], "kept-outcome").open(sealed([NEW]), ADAS)).toBeUndefined();
});

test("nothing that was changed opens, not in one bit of any byte", () => {
  const bytes = Buffer.from(sealed([NEW]), "base64url");
  for (const place of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed[place] = changed[place]! ^ 1;
    expect(opened([NEW], changed.toString("base64url"))).toBeUndefined();
  }
  const text = sealed([NEW]);
  for (const odd of ["", "x", text.slice(0, 20), text.slice(4), `${text}AAAA`]) {
    expect(opened([NEW], odd)).toBeUndefined();
  }
});

test("an empty ring seals nothing", () => {
  expect(() => sealer([], "credential")).toThrow(RangeError);
});
