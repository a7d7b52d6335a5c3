// `postern mail receive`: bounce reports from a mail server, until the command is stopped.

import { jsonLog } from "../../adapters/json-log.ts";
import { bounceReceiver } from "../../server/bounce-receiver.ts";
import { USUAL_PLACE, type ReceivingPlace } from "../../server/receiving-place.ts";
import { sharedClock } from "../../server/shared-clock.ts";
import { askedToEnd } from "../asked-to-end.ts";
import { exitCodes, Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { print, say, styled } from "../output.ts";
import { NO_BOUNCE_ADDRESS, ownReturnPaths } from "../own-return-paths.ts";
import { withDatabase } from "../with-database.ts";

export type ReceiveFlags = {
  readonly listen?: ReceivingPlace;
  readonly lmtp?: true;
  readonly smtp?: true;
};

const OTHERWISE = "Or choose another: --listen 127.0.0.1:2425";

/** Listens, and resolves once it was asked to stop and what had begun is answered. */
export const receiveReports = (flags: ReceiveFlags, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const { context, driver, config } = opened;
    const own = await ownReturnPaths(opened, globals);
    if (own === undefined) {
      throw new Refused("no-bounce-address", NO_BOUNCE_ADDRESS, exitCodes.configuration);
    }
    const log = jsonLog(process.stderr);
    const { clock, stop: stopComparing } = await sharedClock(driver, log);
    try {
      const place = placeOf(flags, config.receiving ?? USUAL_PLACE);
      const parts = { ...context, clock, log, ...own };
      const receiver = await bounceReceiver(parts, place, { otherwise: OTHERWISE });
      const asked = askedToEnd();
      // A program reads this line while the command runs: one line, not one document.
      if (globals.json) print(JSON.stringify({ event: "listening", url: receiver.url }));
      else print(`Bounce reports are received at  ${styled("cyan", receiver.url)}`);
      if (!globals.json && process.stdout.isTTY) say("Press Ctrl-C to stop.");
      await asked;
      await receiver.stop();
    } finally {
      stopComparing();
    }
  });

function placeOf({ listen, lmtp, smtp }: ReceiveFlags, configured: ReceivingPlace): ReceivingPlace {
  const place = listen ?? configured;
  return { ...place, protocol: smtp ? "smtp" : lmtp ? "lmtp" : place.protocol };
}
