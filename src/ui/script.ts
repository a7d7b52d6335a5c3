// The little that runs in browsers. Every page works without it; nothing here is needed to go on.

import { createHash } from "node:crypto";

/** An inline script and what a Content-Security-Policy calls it. */
export type Script = { readonly source: string; readonly hash: string };

/** What a Content-Security-Policy calls an inline script or style with exactly this content. */
export const contentHash = (content: string): string =>
  `sha256-${createHash("sha256").update(content).digest("base64")}`;

/** A script for a page. It runs only if the policy names its hash: add it to `scriptHashes`. */
function script(source: string): Script {
  const short = source.replace(/^\s+/gm, "").trimEnd();
  return { source: short, hash: contentHash(short) };
}

/**
 * For every page: passwords can be shown, and what is wrong is heard first.
 *
 * The button is made here, so without scripts there is none that does nothing. Its name stays
 * "Show password" and its state says whether it does. A shown password is hidden again before it
 * is sent, so that browsers do not remember it as text.
 */
export const baseScript = script(`
  document.documentElement.classList.add("js");
  for (const input of document.querySelectorAll("input[data-show]")) {
    const button = document.createElement("button");
    const show = (shown) => {
      input.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", shown);
    };
    button.type = "button";
    button.className = "show";
    button.textContent = input.dataset.show;
    button.setAttribute("aria-label", input.dataset.showName);
    button.addEventListener("click", () => show(input.type === "password"));
    input.form?.addEventListener("submit", () => show(false));
    show(false);
    input.after(button);
  }
  document.querySelector(".error-summary")?.focus();
`);

/**
 * For the waiting page: asks how things are, and moves on once they are confirmed.
 *
 * Read from the status line: \`data-next\` (where to go), \`data-done\` (what to say then), and if
 * present \`data-ask\` (where to ask and to begin again; this URL if absent, but that of a refused
 * form knows no GET), \`data-continue\` (the words of a link there), \`data-state\` (the state this
 * page shows; "waiting" if absent) and \`data-reason\` (what keeps its mail back). Another state means that the page is out of date and is loaded again,
 * unless somebody is typing into it. A hidden tab asks nothing.
 */
export const waitingScript = script(`
  const line = document.querySelector("[role=status][data-next]");
  if (line) {
    const words = line.dataset;
    const ask = words.ask ?? location.pathname;
    const reloaded = performance.getEntriesByType("navigation")[0]?.type === "reload";
    let wait = 2000;
    let timer;
    const typing = () =>
      [...document.querySelectorAll("input:not([type=hidden])")].some((input) => input.value !== input.defaultValue);
    const isNews = ({ state, mail }) =>
      words.state
        ? state !== words.state || (mail?.reason ?? "") !== (words.reason ?? "")
        : state !== "waiting" && !reloaded;
    const again = () => ask === location.pathname ? location.reload() : location.replace(ask);
    const later = () => {
      clearTimeout(timer);
      if (!document.hidden) timer = setTimeout(look, wait);
      wait = Math.min(wait * 1.3, 10000);
    };
    const go = () => {
      const there = new URL(words.next, location);
      const next = there.origin === location.origin ? there.href : "/";
      document.removeEventListener("visibilitychange", wake);
      line.classList.add("done");
      line.textContent = words.done;
      if (words.continue) {
        const link = document.createElement("a");
        link.href = next;
        link.textContent = words.continue;
        line.append(" ", link);
      }
      setTimeout(() => location.replace(next), 1000);
    };
    const look = async () => {
      try {
        const answer = await fetch(ask, {
          headers: { accept: "application/json" },
          cache: "no-store",
        });
        if (answer.status === 401) return again();
        if (answer.ok) {
          const now = await answer.json();
          if (now.state === "confirmed") return go();
          if (isNews(now) && !typing()) return again();
        }
      } catch {}
      later();
    };
    const wake = () => {
      clearTimeout(timer);
      if (document.hidden) return;
      wait = 2000;
      look();
    };
    document.addEventListener("visibilitychange", wake);
    later();
  }
`);

/**
 * For the page of a link opened in the browser that registered: sends its one form by itself, once,
 * and not before somebody really sees the page (browsers may load pages ahead).
 */
export const confirmScript = script(`
  const form = document.querySelector("form[data-auto-submit]");
  const send = () => form?.requestSubmit();
  if (document.prerendering) document.addEventListener("prerenderingchange", send, { once: true });
  else send();
`);

/** Every script a page may carry, for the Content-Security-Policy. */
export const scriptHashes: readonly string[] = [baseScript, waitingScript, confirmScript].map(
  ({ hash }) => hash,
);
