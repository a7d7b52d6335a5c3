// The installed Chromium, for tests and for screenshots.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";

/** The one without windows does the same with a fifth less work. */
const NAMES = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];

/** Quiet: only what a page requests goes over the network. */
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--in-process-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const executablePath = (process.env["PATH"] ?? "/usr/local/bin:/usr/bin")
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find((file) => existsSync(file));

/** Why there is no browser; undefined if there is one. */
export const missing: string | undefined =
  executablePath === undefined ? "There is no Chromium on the PATH." : undefined;

/** Starts it; throws if there is none. */
export async function launch(): Promise<Browser> {
  if (executablePath === undefined) throw new Error(missing);
  return chromium.launch({ executablePath, args: FLAGS });
}
