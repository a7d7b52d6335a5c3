// The few scripts that run in browsers. Every page works without them.

import { createHash } from "node:crypto";
import { UNATTENDED } from "../domain/session.ts";
import { PASSKEYS } from "./passkey-script.ts";
import { PROOF } from "./proof-script.ts";

/** An inline script and its hash for a Content-Security-Policy. */
export type Script = {
  readonly source: string;
  readonly hash: string;
  /** What its page has to allow besides, as a directive of the policy. */
  readonly allows?: string;
};

/** The hash of an inline script or style with exactly this content, as a Content-Security-Policy writes it. */
export const contentHash = (content: string): string =>
  `sha256-${createHash("sha256").update(content).digest("base64")}`;

/** A script for a page. It runs only if the policy contains its hash: add it to `scriptHashes`. */
function script(source: string): Script {
  const short = source.replace(/^\s+/gm, "").trimEnd();
  return { source: short, hash: contentHash(short) };
}

/**
 * For every page: shows passwords on request, makes screen readers start with the errors, points out a typing
 * error in an address where it was typed (in `data-suggest`, `{}` stands for the suggestion), and tells other
 * pages of the site that this one was opened.
 *
 * The button is made here, so that without scripts there is no button that does nothing. Its text says what it
 * does next, and a live region what it did. A shown password is hidden again before it is sent, so that
 * browsers do not remember it as text.
 */
export const baseScript = script(`
  document.documentElement.classList.add("js");
  const { base = "" } = document.documentElement.dataset;
  for (const input of document.querySelectorAll("input[data-show]")) {
    const button = document.createElement("button");
    const said = document.createElement("span");
    const words = input.dataset;
    const show = (shown) => {
      input.type = shown ? "text" : "password";
      button.textContent = shown ? words.hide : words.show;
      button.setAttribute("aria-label", shown ? words.hideName : words.showName);
    };
    button.type = "button";
    button.className = "show";
    button.addEventListener("click", () => {
      const shown = input.type === "password";
      show(shown);
      said.textContent = shown ? words.shown : words.hidden;
    });
    said.className = "visually-hidden";
    said.setAttribute("aria-live", "polite");
    input.form?.addEventListener("submit", () => show(false));
    show(false);
    input.after(button, said);
  }
  for (const input of document.querySelectorAll("input[data-suggest]")) {
    const line = document.createElement("p");
    line.className = "suggestion";
    line.setAttribute("role", "status");
    input.after(line);
    input.addEventListener("change", async () => {
      line.textContent = "";
      const headers = { accept: "application/json", "content-type": "application/json" };
      const body = JSON.stringify({ email: input.value });
      const answer = await fetch(base + "/suggestion", { method: "POST", headers, body }).catch(() => {});
      const { suggestion } = answer?.ok ? await answer.json() : {};
      if (!suggestion) return;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = input.dataset.suggest.replace("{}", () => suggestion);
      button.addEventListener("click", () => {
        input.value = suggestion;
        line.textContent = "";
        input.focus();
      });
      line.append(button);
    });
  }
  document.querySelector(".error-summary")?.focus();
  {
    const tabs = new BroadcastChannel("postern");
    tabs.postMessage("opened");
    tabs.close();
  }
`);

/**
 * For the waiting page: requests the state, shows what is new, and moves on when the user is confirmed.
 *
 * It reads from the status line: `data-ask` (where to ask), `data-next` (where to go) and the texts:
 * `data-moves`, `data-done` with `data-continue` (a link there), `data-stopped` with `data-again`. With `data-listen`, a stream
 * tells it when to ask; without one, or while there is none, it asks every three seconds. The page has
 * two parts. `news` is replaced when the answer differs from what `data-shows` says, and is read out; `next`,
 * with its forms, is replaced only if nobody is filling them in. A hidden tab sends no requests, unless another
 * page of the site was opened in this browser, and a page that was visible for an hour stops and says so.
 * A page that is being left goes nowhere by itself: that would end the navigation that the person began.
 * Durations with `data-left` are counted down in seconds. What it requests does not count as use of the session.
 */
export const waitingScript = script(`
  const line = document.querySelector("[role=status][data-next]");
  if (line) {
    const words = line.dataset;
    const tabs = new BroadcastChannel("postern");
    const part = (name, page = document) => page.querySelector("[data-part=" + name + "]");
    let timer;
    let since;
    let stream;
    let isLeft = false;
    addEventListener("beforeunload", () => { isLeft = true; });
    const move = (href) => { if (!isLeft) location.replace(href); };
    const say = (text, name, href) => {
      line.textContent = text;
      if (!name) return;
      const link = document.createElement("a");
      link.href = href;
      link.textContent = name;
      line.append(" ", link);
    };
    const sayState = () => say(part("news").dataset.shows.startsWith("waiting") ? words.moves : "");
    const isBusy = (forms) =>
      forms.contains(document.activeElement) || forms.querySelector("details[open]") ||
      [...forms.querySelectorAll("input:not([type=hidden])")].some((input) => input.value !== input.defaultValue);
    const isOver = () => document.hidden || performance.now() - since > 3600000;
    const listen = () => {
      stream?.close();
      if (isOver()) return later();
      if (words.listen !== "") return;
      stream = new EventSource(words.ask);
      stream.onopen = look;
      stream.onmessage = listen;
      stream.onerror = () => {
        if (stream.readyState === 2) setTimeout(listen, 30000 + performance.now() % 60000);
        later();
      };
    };
    const begin = () => {
      since = performance.now();
      listen();
      later();
    };
    const later = (knows) => {
      const isSent = part("news").dataset.shows.startsWith("waiting sent");
      const isTold = knows && stream?.readyState === 1;
      clearTimeout(timer);
      if (!isOver()) timer = setTimeout(look, !isTold ? 3000 : isSent ? 3600000 : 30000);
      else if (!document.hidden) {
        stream?.close();
        say(words.stopped, words.again, words.ask);
      }
    };
    const go = () => {
      const there = new URL(words.next, location);
      const next = there.origin === location.origin ? there.href : "/";
      clearTimeout(timer);
      stream?.close();
      tabs.onmessage = document.onvisibilitychange = null;
      line.classList.add("done");
      say(words.done, words.continue, next);
      setTimeout(() => move(next), 1000);
    };
    const ask = (accept) =>
      fetch(words.ask, { headers: { accept, "${UNATTENDED}": "1" }, cache: "no-store" });
    const show = async () => {
      const answer = await ask("text/html");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const news = part("news", page);
      if (!news) return move(words.ask);
      part("news").dataset.shows = news.dataset.shows;
      if (!part("news").isEqualNode(news)) part("news").replaceChildren(...news.childNodes);
      if (!isBusy(part("next"))) part("next").replaceWith(part("next", page));
      sayState();
    };
    const look = async () => {
      let knows;
      try {
        const answer = await ask("application/json");
        if (answer.status === 401) return move(words.ask);
        const { state, mail } = answer.ok ? await answer.json() : {};
        if (state === "confirmed") return go();
        if (mail && [state, mail.state, mail.reason].join(" ") !== part("news").dataset.shows) await show();
        knows = answer.ok;
      } catch {}
      later(knows);
    };
    document.onvisibilitychange = () => {
      if (document.hidden) {
        stream?.close();
        return clearTimeout(timer);
      }
      sayState();
      begin();
      look();
    };

    tabs.onmessage = look;
    setInterval(() => {
      for (const time of document.querySelectorAll("time[data-left]")) {
        time.end ??= performance.now() + time.dataset.left * 1000;
        const left = Math.ceil((time.end - performance.now()) / 1000);
        const digits = (number) => String(number).padStart(2, "0");
        const [hours, minutes] = [Math.floor(left / 3600), Math.floor((left % 3600) / 60)];
        time.textContent = (hours ? hours + ":" + digits(minutes) : minutes) + ":" + digits(left % 60);
        if (left < 1) time.closest("p").remove();
      }
    }, 1000);
    sayState();
    begin();
  }
`);

/**
 * For the page of a link opened in the browser that registered: submits its only form by itself, once, and not
 * before somebody really sees the page (browsers may load pages ahead).
 */
export const confirmScript = script(`
  const form = document.querySelector("form[data-auto-submit]");
  const send = () => form?.requestSubmit();
  if (document.prerendering) document.addEventListener("prerenderingchange", send, { once: true });
  else send();
`);

/** For a form that asks for a proof of work: see `PROOF`. */
export const proofScript: Script = { ...script(PROOF), allows: "worker-src blob:" };

/** For a page with passkeys: see `PASSKEYS`. */
export const passkeyScript = script(PASSKEYS);

/** Every script that a page may carry, for the Content-Security-Policy. */
export const scriptHashes: readonly string[] = [
  baseScript,
  waitingScript,
  confirmScript,
  proofScript,
  passkeyScript,
].map(({ hash }) => hash);
