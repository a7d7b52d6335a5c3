// A measured row, and what its figures say.

import type { Aim, Figures, Row } from "./rows.ts";

/** A measured row: nothing of it has to be looked up to be read. */
export type Result = Pick<Row, "name" | "what" | "limit" | "peer" | "unit" | "better" | "aims"> & {
  readonly date: string;
  readonly machine: string;
  readonly figures: Figures;
};

export const ratioToLimit = ({ figures }: Result): number => figures.postern / figures.limit;

/** How many times better than the peer, whichever way is better. */
export const ratioToPeer = ({ figures: { postern, peer }, better }: Result): number | undefined =>
  peer === undefined ? undefined : better === "more" ? postern / peer : peer / postern;

export function missed(result: Result): boolean {
  const peer = ratioToPeer(result);
  return (
    !isMet(result.aims.limit, ratioToLimit(result)) ||
    (peer !== undefined && result.aims.peer !== undefined && !isMet(result.aims.peer, peer))
  );
}

function isMet(aim: Aim, ratio: number): boolean {
  return "atLeast" in aim ? ratio >= aim.atLeast : ratio <= aim.atMost;
}
