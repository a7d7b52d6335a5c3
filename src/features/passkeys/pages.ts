import type { Language } from "../../domain/language.ts";
import type { PasskeySignals } from "../../domain/passkey-signals.ts";
import { formPage, namedPage } from "../../http/named-page.ts";
import { button, disclosure, field, form, link } from "../../ui/form.ts";
import { filled, html, type Markup } from "../../ui/markup.ts";
import { summaryList, tag, time, type Moment } from "../../ui/notice.ts";
import { passkeyForm, passkeySignals } from "../../ui/passkey-button.ts";
import { passkeyScript } from "../../ui/script.ts";
import { copy } from "./copy.ts";
import type { Left, WayLeft } from "./own-passkeys.ts";

/** A passkey, or a security key, as its owner sees it. */
export type PasskeyRow = {
  readonly id: string;
  readonly name: string;
  readonly added: Moment;
  /** Undefined if it was never used. */
  readonly used: Moment | undefined;
  /** Whether it is kept on several devices. */
  readonly synced: boolean;
  /** Whether it logs in by itself, or only adds to a password. */
  readonly does: "log-in" | "second-step";
};

export type PasskeysPage = {
  readonly formToken: string;
  readonly passkeys: readonly PasskeyRow[];
  /** Whether passkeys, and security keys as a second step, can be added. */
  readonly adds: { readonly passkeys: boolean; readonly keys: boolean };
  /** What a new passkey is called if nothing else is typed: the browser. */
  readonly suggested: string;
  readonly signals: PasskeySignals;
};

export const passkeysPage = namedPage("passkeys/passkeys", (language, props: PasskeysPage) => {
  const words = language.words(copy);
  const { passkeys, adds, signals } = props;
  return {
    title: words.title,
    script: passkeyScript,
    body: html`<p>${words.text}</p>
      ${
        passkeys.length === 0
          ? html`<p>${words.none}</p>`
          : html`<ul class="ruled">
              ${passkeys.map((passkey) => html`<li>${row(language, passkey)}</li>`)}
            </ul>`
      }
      ${adds.passkeys ? addForm(language, props) : ""} ${adds.keys ? keyForm(language, props) : ""}
      ${passkeySignals(signals)}
      <p>${link("/profile", words.back)}</p>`,
  };
});

function row(language: Language, { id, name, added, used, synced, does }: PasskeyRow): Markup {
  const words = language.words(copy);
  return html`<p>
      <strong>${name}</strong> ${tag(synced ? words.synced : words.oneDevice)}<br />
      ${words.does[does]}<br />
      ${filled(words.added, { ago: time(added) })} ·
      ${used === undefined ? words.unused : filled(words.used, { ago: time(used) })}
    </p>
    <p>
      <a href="/profile/passkeys/${id}"
        >${words.change}<span class="visually-hidden"> ${words.quoted({ name })}</span></a
      >
    </p>`;
}

/** To say which one this device has already, where there is no doubt. */
const only = (passkeys: readonly PasskeyRow[]): string | undefined =>
  passkeys.length === 1 ? passkeys[0]?.name : undefined;

function addForm(language: Language, { formToken, passkeys, suggested }: PasskeysPage): Markup {
  const { add } = language.words(copy);
  return html`${passkeyForm(language, {
      for: "add",
      action: "/profile/passkeys",
      formToken,
      fields: html`<h2>${add.title}</h2>
        ${field(language, {
          name: "name",
          label: add.name,
          hint: add.hint,
          type: "text",
          value: suggested,
          autocomplete: "off",
          required: true,
        })}`,
      button: { label: add.button },
      only: only(passkeys),
    })}
    <p data-no-passkeys>${add.missing}</p>`;
}

/** Its name can be changed afterwards: two fields of one name on a page would confuse. */
function keyForm(language: Language, { formToken, passkeys }: PasskeysPage): Markup {
  const { key } = language.words(copy);
  const body = passkeyForm(language, {
    for: "add-security-key",
    action: "/profile/passkeys",
    formToken,
    hidden: { name: key.name },
    fields: html`<p>${key.text}</p>`,
    button: { label: key.button, kind: "secondary" },
    only: only(passkeys),
  });
  return disclosure(key.title, body);
}

export type PasskeyPage = {
  readonly formToken: string;
  readonly passkey: PasskeyRow;
  /** What is left if it is removed. */
  readonly left: Left;
};

export const passkeyPage = formPage("passkeys/passkey", (language, props: PasskeyPage) => {
  const words = language.words(copy);
  const { formToken, passkey } = props;
  const { id, name, added, used, synced, does } = passkey;
  return {
    title: words.quoted({ name }),
    body: html`${summaryList([
        { term: words.one.added, value: time(added) },
        { term: words.one.used, value: used === undefined ? words.one.unused : time(used) },
        { term: words.one.kind, value: words.does[does] },
        { term: words.one.kept, value: synced ? words.one.keptSynced : words.one.keptHere },
      ])}
      ${form({
        action: `/profile/passkeys/${id}/rename`,
        formToken,
        body: html`${field(language, {
          name: "name",
          label: words.one.name,
          type: "text",
          value: name,
          autocomplete: "off",
          required: true,
        })}
        ${button({ label: words.one.rename, kind: "secondary" })}`,
      })}
      <h2>${words.remove.title}</h2>
      ${removal(language, props)}
      <p>${link("/profile/passkeys", words.one.back)}</p>`,
  };
});

/** What will be left is said before anything is removed. */
function removal(language: Language, { passkey, left, formToken }: PasskeyPage): Markup {
  const words = language.words(copy).remove;
  if (left.required) return html`<p>${words.required}</p>`;
  return html`<p>${words.left}</p>
    <ul>
      ${left.ways.map((way) => html`<li>${wayText(language, way)}</li>`)}
    </ul>
    ${left.oneStep ? html`<p>${words.oneStep}</p>` : ""}
    ${passkey.does === "log-in" ? html`<p>${words.device}</p>` : ""}
    ${form({
      action: `/profile/passkeys/${passkey.id}/remove`,
      formToken,
      body: button({ label: words.button, kind: "danger" }),
    })}`;
}

function wayText(language: Language, way: WayLeft): string {
  const { ways } = language.words(copy).remove;
  return typeof way === "string" ? ways[way] : ways.passkey({ name: way.passkey });
}

export type OfferPage = {
  readonly formToken: string;
  /** What the passkey is called: the browser. */
  readonly suggested: string;
  /** Where the person was going. */
  readonly next: string;
};

/** After a login with the password, once in each browser. */
export const offerPage = formPage(
  "passkeys/offer",
  (language, { formToken, suggested, next }: OfferPage) => {
    const { offer, add } = language.words(copy);
    return {
      title: offer.title,
      script: passkeyScript,
      body: html`<p>${offer.text}</p>
        <p>${offer.later}</p>
        ${passkeyForm(language, {
          for: "add",
          action: "/profile/passkeys",
          formToken,
          hidden: { name: suggested, next },
          button: { label: offer.button },
          waits: "conditionalCreate",
        })}
        <p data-no-passkeys>${add.missing}</p>
        <p>${link(next, offer.notNow, "secondary")}</p>`,
    };
  },
);

export type UnknownPage = {
  /** Where to log in another way. */
  readonly back: string;
  /** So that nobody is offered it again. */
  readonly signals: PasskeySignals;
};

/** Somebody used a passkey that this site does not know, or no longer. */
export const unknownPage = namedPage(
  "passkeys/unknown",
  (language, { back, signals }: UnknownPage) => {
    const { unknown } = language.words(copy);
    return {
      title: unknown.title,
      script: passkeyScript,
      body: html`<p>${unknown.text}</p>
        ${passkeySignals(signals)}
        <p>${link(back, unknown.back, "button")}</p>`,
    };
  },
);
