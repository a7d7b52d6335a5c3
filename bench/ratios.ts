// A measured row, and what its figures mean.

import type { Aim, Figures, Peer, Row } from "./rows.ts";

/** A measured row, with everything that is needed to read it. */
export type Result = Pick<Row, "name" | "what" | "limit" | "peers" | "unit" | "better" | "aim"> & {
  readonly date: string;
  readonly machine: string;
  readonly figures: Figures;
};

export const ratioToLimit = ({ figures }: Result): number => figures.postern / figures.limit;

/** How many times better than a peer, whichever direction is better; undefined if the peer was missing. */
export function ratioToPeer({ figures, better }: Result, peer: Peer): number | undefined {
  const reached = figures[peer.name];
  if (reached === undefined) return undefined;
  return better === "more" ? figures.postern / reached : reached / figures.postern;
}

/** Whether a row missed any of its aims; a missing peer does not count. */
export function missed(result: Result): boolean {
  const behind = (peer: Peer): boolean =>
    (ratioToPeer(result, peer) ?? Number.POSITIVE_INFINITY) < (peer.aim ?? 0);
  return !isMet(result.aim, ratioToLimit(result)) || (result.peers ?? []).some(behind);
}

function isMet(aim: Aim, ratio: number): boolean {
  return "atLeast" in aim ? ratio >= aim.atLeast : ratio <= aim.atMost;
}
