// Mails as people read them in a terminal: the HTML part in text browsers, and whole mails in mutt.

import { execFileSync } from "node:child_process";
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { bytesOf } from "../../src/adapters/smtp-message.ts";
import { joined } from "../../src/features.ts";
import { mailPreviews } from "../../src/outbox/previews.ts";
import type { MailPreview } from "../../src/ports/mail-preview.ts";
import { testPostern } from "../../src/testing/test-postern.ts";
import { INSTALLATION } from "./stories.ts";

/** As people call them in a mailcap, with a list of the links at the end. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  w3m: "-dump -T text/html -I utf-8 -O utf-8 -cols 80 -o display_link_number=1".split(" "),
  lynx: "-dump -force_html -display_charset=utf-8 -assume_charset=utf-8 -width=80".split(" "),
  elinks: "-dump -force-html -dump-charset utf-8 -dump-width 80".split(" "),
};

export const BROWSERS = Object.keys(COMMANDS);

/** Whether a program is on this machine. */
export const isHere = (program: string): boolean =>
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Without anybody's settings. */
const ENVIRONMENT = {
  PATH: process.env["PATH"],
  LC_ALL: "C.UTF-8",
  HOME: "/nonexistent",
  TERM: "xterm",
};

/** HTML as a text browser writes it. */
export const dumpOf = (browser: string, html: string): string =>
  inFolder((folder) => {
    const file = join(folder, "mail.html");
    writeFileSync(file, html);
    return execFileSync(browser, [...COMMANDS[browser]!, file], {
      env: ENVIRONMENT,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  });

/** The body of each mail after its name, as one document: a browser takes longer to begin than to write a mail. */
export const asOneDocument = (mails: readonly MailPreview[]): string =>
  `<!doctype html><html><head><meta charset="utf-8"></head><body>${mails
    .map(
      ({ name, html }) => `<p>=== ${name}</p>${/<body[^>]*>([^]*)<\/body>/.exec(html)?.[1] ?? ""}`,
    )
    .join("\n")}</body></html>`;

/** Every sample of every kind of mail in a language. */
export async function samplesIn(language: string): Promise<readonly MailPreview[]> {
  await using app = await testPostern(INSTALLATION);
  const previews = mailPreviews({ ...app.postern.context, mails: joined().mails });
  const all = previews.samples().map(({ name }) => previews.of(language, name));
  return (await Promise.all(all)).filter((mail) => mail !== undefined);
}

/** Mails as mutt shows them, one after the other, each with its headers. */
export async function inMutt(mails: readonly MailPreview[]): Promise<readonly string[]> {
  const messages = await Promise.all(mails.map(asMessage));
  return inFolder((folder) => {
    const [mailbox, settings, shown, keyboard] = ["mbox", "muttrc", "shown", "keyboard"].map(
      (name) => join(folder, name),
    ) as [string, string, string, string];
    const from = "From a@example.com Sun Nov 22 13:05:00 2026\n";
    writeFileSync(mailbox, messages.map((message) => `${from}${message}\n\n`).join(""));
    const keys = `<tag-pattern>~A<enter><tag-prefix><pipe-message>cat >>${shown}<enter><exit>`;
    const how = "set pipe_decode pipe_split sort=mailbox-order wait_key=no";
    writeFileSync(settings, `${how}\npush "${keys}"\n`);
    const command = `mutt -n -R -F ${settings} -f ${mailbox}`;
    // It wants a terminal, which `script` gives it. At the end of its own input, which this one does not have, that would
    // type a Ctrl-D, in the middle of the other keys.
    const inTerminal = `mkfifo "$1" && script -qec "$0" /dev/null <>"$1"`;
    execFileSync("sh", ["-c", inTerminal, command, keyboard], {
      env: ENVIRONMENT,
      stdio: "ignore",
    });
    return readFileSync(shown, "utf8")
      .split(/^From a@example\.com .*\n/m)
      .slice(1);
  });
}

function inFolder<T>(act: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "mail-reader-"));
  try {
    return act(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function asMessage({ name, language, subject, text, html }: MailPreview): Promise<string> {
  const to = "ada@example.com";
  const about = { id: name, kind: name, links: [] };
  const message = { to, subject, language, text, html, messageId: `<${name}@a>`, date: 0, about };
  const mail = await bytesOf(message, { from: { name: "", address: "a@example.com" } });
  return mail.toString("utf8").replaceAll("\r\n", "\n");
}
