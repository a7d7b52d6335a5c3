// The mark: a postern. Closed for strangers, ajar for who is not confirmed yet, open for who is.

import { html, type Markup } from "./markup.ts";

type DoorState = "anonymous" | "unconfirmed" | "confirmed";

/** The leaf, hinged on the left: seen from the front, half turned, and turned away. */
const LEAVES: Readonly<Record<DoorState, string>> = {
  anonymous: "M7 29V14a9 9 0 0 1 18 0v15z",
  unconfirmed: "M7 29V14a6 9 0 0 1 12 1.5V31.500z",
  confirmed: "M7 29V14a2.600 9 0 0 1 5.200 2.500V31.500z",
};

const KNOBS: Readonly<Record<DoorState, string>> = {
  anonymous: "21.5",
  unconfirmed: "16.6",
  confirmed: "10.9",
};

/** Says nothing that the words beside it do not say, so it is silent. */
export const door = (state: DoorState): Markup =>
  html`<svg class="door" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path class="frame" d="M4 29V14a12 12 0 0 1 24 0v15z" />
    <path class="light" d="M7 29V14a9 9 0 0 1 18 0v15z" />
    <path class="leaf" d="${LEAVES[state]}" />
    <circle class="knob" cx="${KNOBS[state]}" cy="20" r="1.3" />
  </svg>`;

/** The same for the browser's tab; as a data URL it asks nobody for anything. */
export const doorIcon = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#f6e3b4" d="M3 31V14a13 13 0 0 1 26 0v17z"/><path fill="#1d5c4c" d="M6 31V14a10 10 0 0 1 20 0v17z"/><circle fill="#f6c453" cx="21" cy="20" r="2"/></svg>`,
)}`;
