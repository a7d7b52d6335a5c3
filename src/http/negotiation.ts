// People get pages and programs get JSON, at the same URL.

import { isFromProgram } from "./form.ts";

/**
 * Whether to answer in JSON. `Accept` decides by its weights (RFC 9110 12.5.1); if it leaves the choice open, a
 * sender of JSON or of a mail gets JSON and everybody else a page.
 */
export function wantsJson(request: Pick<Request, "headers">): boolean {
  const accept = request.headers.get("accept");
  const sentData = isFromProgram(request);
  if (accept === null || accept.trim() === "") return sentData;
  const json = Math.max(
    weight(accept, "application/json"),
    weight(accept, "application/problem+json"),
    weight(accept, EVENTS), // whoever listens is a program, and is refused like one
  );
  const html = weight(accept, "text/html");
  if (json === html) return json === 0 ? sentData : sentData || openChoice(accept) === "json";
  return json > html;
}

const EVENTS = "text/event-stream";

/** Whether a page's script listens (WHATWG HTML, 9.2): it asks for nothing else. */
export const wantsEvents = ({ headers }: Pick<Request, "headers">): boolean =>
  headers.get("accept")?.trim().toLowerCase() === EVENTS;

/** With equal weights, the type that is named explicitly counts, and of two named ones, the first. */
function openChoice(accept: string): "json" | "html" {
  const json = accept.search(/application\/(problem\+)?json/i);
  const html = accept.search(/text\/html/i);
  return json >= 0 && (html < 0 || json < html) ? "json" : "html";
}

function weight(accept: string, type: string): number {
  const [family] = type.split("/");
  let best = { rank: -1, q: 0 };
  for (const part of accept.toLowerCase().split(",")) {
    const [range, ...parameters] = part.split(";").map((piece) => piece.trim());
    const rank = range === type ? 2 : range === `${family}/*` ? 1 : range === "*/*" ? 0 : -1;
    const q = Number(parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? 1);
    if (rank > best.rank) best = { rank, q: Number.isFinite(q) ? q : 0 };
  }
  return best.q;
}
