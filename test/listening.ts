// A page's script that listens: an EventSource without a browser.

import { expect } from "vitest";
import type { Browser } from "../src/testing/browser.ts";
import { PASSWORD, type TestPostern } from "../src/testing/test-postern.ts";

const EVENTS = { accept: "text/event-stream" };

/** Somebody whose mail was sent a while ago, by a site that does so by itself. */
export async function waits(app: TestPostern, email: string, client?: string) {
  const browser = app.browser(client === undefined ? {} : { client });
  await browser.submit("/register", { email, password: PASSWORD });
  const mailState = async () => (await browser.json("GET", "/unconfirmed")).body["mail"];
  await expect.poll(mailState, { timeout: 30_000 }).toMatchObject({ state: "sent" });
  const { links, code } = await app.mailTo(email);
  app.clock.forward("1 minute");
  return { browser, link: links[0] ?? "", code };
}

/** What a stream is told. */
export type Listening = {
  readonly response: Response;
  /** What is written next; undefined at the end. */
  next(): Promise<string | undefined>;
  /** All that is written until the end. */
  rest(): Promise<string>;
  /** The client goes away. */
  leave(): Promise<void>;
};

/** Asks for a stream of the waiting page, as the script of that page does, and waits for the first that is written. */
export async function listens(browser: Pick<Browser, "request">): Promise<Listening> {
  const heard = hears(await browser.request("/unconfirmed", { headers: EVENTS }));
  const first = await heard.next();
  if (!/^retry: \d{4}\n\n$/.test(first ?? "")) throw new Error(`no stream: ${first}`);
  return heard;
}

/** Asks for a stream, whether there is one or not. */
export const asksToListen = (browser: Pick<Browser, "request">): Promise<Response> =>
  browser.request("/unconfirmed", { headers: EVENTS });

function hears(response: Response): Listening {
  const reader = response.body!.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const next = async () => {
    const { value } = await reader.read();
    return value && Buffer.from(value).toString();
  };
  return {
    response,
    next,
    async rest() {
      let all = "";
      for (let text = await next(); text !== undefined; text = await next()) all += text;
      return all;
    },
    leave: () => reader.cancel(),
  };
}
