// The logo: a postern. Closed for strangers, ajar for users who are not confirmed yet, open for those who are.

import { html, type Markup } from "./markup.ts";

export type DoorState = "anonymous" | "unconfirmed" | "confirmed";

type Leaf = { readonly shape: string; readonly planks: string; readonly knob: string };

/** The door leaf, hinged on the left: seen from the front, half turned, and turned away. */
const LEAVES: Readonly<Record<DoorState, Leaf>> = {
  anonymous: {
    shape: "M7 29V14a9 9 0 0 1 18 0v15z",
    planks: "M11.5 6.5V29M16 5.2V29M20.5 6.5V29",
    knob: "22.3",
  },
  unconfirmed: {
    shape: "M7 29V14a6 9 0 0 1 12 .8v16.2z",
    planks: "M10 7V29.5M13 6V30M16 7.6V30.5",
    knob: "17.3",
  },
  confirmed: {
    shape: "M7 29V14a2.5 9 0 0 1 5 .8v16.2z",
    planks: "M9.5 6V30",
    knob: "10.9",
  },
};

/** The text next to it says the same, so screen readers skip it. */
export function door(state: DoorState): Markup {
  const { shape, planks, knob } = LEAVES[state];
  return html`<svg class="door" viewBox="0 0 32 32" aria-hidden="true">
    <path class="light" d="M7 29V14a9 9 0 0 1 18 0v15z" />
    <path class="stones" d="M5.5 29V14a10.5 10.5 0 0 1 21 0v15M2 30.5h28" />
    <path class="leaf" d="${shape}" />
    <path class="planks" d="${planks}" />
    <circle class="knob" cx="${knob}" cy="19" r="1.3" />
  </svg>`;
}

/** The same as the icon of the browser's tab; a data URL causes no request. */
export const doorIcon = (leaf: string): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#f6e3b4" d="M3 31V14a13 13 0 0 1 26 0v17z"/><path fill="${leaf}" d="M6 31V14a10 10 0 0 1 20 0v17z"/><circle fill="#f6c453" cx="21" cy="20" r="2"/></svg>`,
  )}`;
