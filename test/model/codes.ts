// The codes of second factors that people can know.

import { codeOf } from "../second-factor/authenticator.ts";
import { personOf, type Shown, type Who } from "./deed.ts";
import type { Gear, World } from "./world.ts";

export const LIFE_OF_A_CODE = 30_000;

/** What is typed: a code of the app or of the sheet, maybe one that was accepted before, or nonsense. */
export type Code = "app" | "app-again" | "recovery" | "recovery-again" | "wrong";

/** Attackers who have Ada's factors have everything she made. */
const holds = (world: World, who: Who, { holder }: Gear): boolean =>
  holder === who.person ||
  (holder === 0 && personOf(world, who).attacks && world.setting.stolen.factors);

/** What somebody types for a user, as far as they can know it. */
export function codeFor(
  world: World,
  who: Who,
  userId: string,
  code: Code,
): { readonly typed: string; readonly shown?: Shown | undefined } {
  const now = world.app.clock.now();
  const of = world.gear.filter((gear) => gear.userId === userId);
  const app = of.find(({ secret }) => secret !== undefined);
  const sheet = of.find(({ codes }) => codes.length > 0);
  const wasSpent = code.endsWith("-again");
  if (code.startsWith("app") && app?.secret !== undefined && holds(world, who, app)) {
    const spent = [...world.spent].findLast((mark) => mark.startsWith(`${app.secret} `));
    const step = wasSpent ? Number(spent?.split(" ")[1] ?? 0) : Math.floor(now / LIFE_OF_A_CODE);
    const mark = `${app.secret} ${step}`;
    return { typed: codeOf(app.secret, step * LIFE_OF_A_CODE), shown: { userId, mark } };
  }
  const typed = sheet?.codes.find((each) => world.spent.has(each) === wasSpent);
  if (code.startsWith("recovery") && typed !== undefined && holds(world, who, sheet!))
    return { typed, shown: { userId, mark: typed } };
  return { typed: "000000" };
}
