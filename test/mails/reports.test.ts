// Reports that mail servers really wrote, and what each must do.

import { isUtf8 } from "node:buffer";
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { troubleIn, type AddressTrouble } from "../../src/domain/address-trouble.ts";
import { isFinal, readReport } from "../../src/domain/delivery-status.ts";
import { classify, type Fault } from "../../src/domain/refusal.ts";

const FOLDER = new URL("reports/", import.meta.url);
const TO = "bounces+0191-2@postern.example";

/** As the hook and the command read it. */
function contentOf(name: string): string {
  const bytes = readFileSync(new URL(`${name}.eml`, FOLDER));
  return bytes
    .toString(isUtf8(bytes) ? "utf8" : "latin1")
    .replaceAll("bounces+MAIL@postern.example", TO);
}

/**
 * Debian 12's servers, on 27 November 2026: Courier 1.0.16, dma 0.13, Exim 4.96, OpenSMTPD 6.8.0, Postfix
 * 3.7.11 (once in front of Dovecot 2.3.19), Sendmail 8.17.1. Shortened; one line is left of the quoted mail.
 */
const VERDICTS: Readonly<Record<Fault | "delayed", string>> = {
  address: `
    courier-01 courier-02 courier-04 courier-07 courier-08 courier-10 courier-13 courier-14 courier-19 courier-20
    dma-01 dma-02
    exim-01 exim-02 exim-04 exim-07 exim-08 exim-10 exim-11 exim-13 exim-14 exim-17 exim-19 exim-22 exim-25
    exim-29 exim-34
    opensmtpd-01 opensmtpd-02 opensmtpd-04 opensmtpd-07 opensmtpd-08 opensmtpd-10 opensmtpd-11 opensmtpd-16
    opensmtpd-17 opensmtpd-19
    postfix-01 postfix-02 postfix-04 postfix-07 postfix-08 postfix-10 postfix-13 postfix-14 postfix-16 postfix-19
    postfix-20 postfix-dovecot-01 u8-01
    sendmail-01 sendmail-02 sendmail-04 sendmail-07 sendmail-08 sendmail-10 sendmail-13 sendmail-14 sendmail-16
    sendmail-19 sendmail-20`,
  sender: `
    courier-05 courier-11 exim-05 exim-16 exim-23 opensmtpd-05 opensmtpd-14 postfix-05 postfix-11 sendmail-05
    sendmail-11`,
  policy: `
    courier-16 courier-17 exim-20 exim-26 exim-28 exim-31 exim-32 opensmtpd-20 postfix-17 sendmail-17`,
  greylisted: "exim-delay-02 postfix-delay-11",
  passing: "exim-delay-01 exim-delay-04 postfix-delay-07 postfix-delay-08 postfix-delay-10",
  unknown: "",
  delayed: "opensmtpd-13 postfix-delay-01 postfix-delay-02 postfix-delay-04 postfix-delay-05",
};

/** Of those that are about the address: what the person who waits is told. All others name an unknown mailbox. */
const TROUBLES: Readonly<Partial<Record<AddressTrouble, string>>> = {
  full: `
    courier-02 exim-02 exim-25 opensmtpd-02 opensmtpd-19 postfix-02 postfix-16 postfix-dovecot-01 sendmail-02
    sendmail-16`,
  "no-domain": `
    courier-19 courier-20 dma-02 exim-11 exim-29 opensmtpd-11 postfix-19 postfix-20 sendmail-19 sendmail-20`,
};

const named = (verdict: keyof typeof VERDICTS): readonly string[] =>
  VERDICTS[verdict].split(/\s+/).filter((name) => name !== "");

describe("a real report is read, and its reason is", () => {
  const all = (Object.keys(VERDICTS) as (keyof typeof VERDICTS)[]).flatMap((verdict) =>
    named(verdict).map((name) => [verdict, name] as const),
  );

  test.each(all)("%s: %s", (verdict, name) => {
    const read = readReport(contentOf(name));
    if (!read.ok) throw new Error(read.reason);
    const { status, diagnostic, sentTo } = read.value;
    expect(sentTo).toContain(TO);
    const fault = isFinal(read.value) ? classify({ text: diagnostic, status }) : "delayed";
    expect({ fault, diagnostic }).toEqual({ fault: verdict, diagnostic });
  });

  test.each(named("address"))("an address's trouble that strangers may know: %s", (name) => {
    const read = readReport(contentOf(name));
    if (!read.ok) throw new Error(read.reason);
    const [trouble = "no-mailbox"] =
      Object.entries(TROUBLES).find(([, names]) => names.split(/\s+/).includes(name)) ?? [];
    expect(troubleIn(read.value.diagnostic)).toBe(trouble);
  });

  test("told of each report that there is", () => {
    const files = readdirSync(FOLDER).map((file) => file.replace(".eml", ""));
    expect(all.map(([, name]) => name).sort()).toEqual(files.sort());
    expect(files.length).toBeGreaterThan(90);
  });
});

test("words that a server writes only for people are found there", () => {
  const wordsOf = (name: string): string => {
    const read = readReport(contentOf(name));
    return read.ok ? read.value.diagnostic : read.reason;
  };
  expect(wordsOf("opensmtpd-05")).toBe("554 5.7.1 <relay@remote.test>: Relay access denied");
  expect(wordsOf("exim-22")).toBe("Unrouteable address");
  expect(wordsOf("exim-delay-01")).toBe("host mx.refused.test [192.0.2.9] retry timeout exceeded");
  expect(wordsOf("dma-02")).toBe("DNS lookup failure: host nosuch.example not found");
  expect(wordsOf("sendmail-07")).toBe("550 5.1.1 Benutzer nicht verfügbar");
});
