// The design: a bottle-green door in a limestone wall, a brass knob, a lamp behind it at night.

import { withCorners, type Brand } from "../domain/brand.ts";
import type { Colours, Palette } from "../domain/palette.ts";
import { chartStyleOf } from "./charts/chart.ts";
import { FIGURE_STYLE } from "./charts/figure.ts";
import { contentHash } from "./script.ts";

const coloursOf = ({ light, dark }: Palette): string => `
  :root { color-scheme: light dark; ${declared(light)} }
  @media (prefers-color-scheme: dark) { :root { ${declared(dark)} } }
`;

const declared = (colours: Colours): string =>
  Object.entries(colours)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(" ");

/** Fonts that readers have: none is loaded. */
const SANS = `-apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "DejaVu Sans Condensed", system-ui, sans-serif`;

const SERIF = `"Iowan Old Style", "Palatino Linotype", Palatino, P052, "Noto Serif", "DejaVu Serif Condensed", Georgia, serif`;

const ground = (text: string, headings: string): string => `
  *, ::before, ::after { box-sizing: border-box; }
  * { margin: 0; }
  html { -webkit-text-size-adjust: 100%; }
  body {
    display: flex; flex-direction: column; min-height: 100vh; min-height: 100dvh;
    background: var(--ground); color: var(--ink); accent-color: var(--door);
    font: 1.0625rem/1.55 ${text};
    overflow-wrap: anywhere;
  }
  h1, h2, .brand { font-family: ${headings}; line-height: 1.2; text-wrap: balance; }
  h1 { font-size: clamp(1.75rem, 1.4rem + 1.6vw, 2.25rem); hyphens: auto; }
  h1:dir(ltr) { letter-spacing: -0.015em; }
  h1 span { white-space: nowrap; }
  h2 { font-size: 1.25rem; }
  a { color: var(--link); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
  main a, .development a { display: inline-block; min-height: 1.5rem; }
  a:hover { color: var(--deep); text-decoration-thickness: 3px; }
  :where(:focus-visible) { outline: 3px solid var(--ring); outline-offset: 3px; border-radius: 4px; }
  main:focus { outline: none; }
  ul { padding-inline-start: 1.25rem; }
  li > a { vertical-align: top; }
  .card li + li { margin-top: 0.375rem; }
  code, pre { font: 0.9375em/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; }
  .error-summary, .notice, .inset { padding: 1rem 1.25rem; border-radius: 12px; }
  .visually-hidden, .skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .js .no-script { display: none; }
  .skip { position: absolute; z-index: 1; margin: 0.5rem; padding: 0.75rem 1.25rem; background: var(--card); border-radius: 10px; }
`;

const FRAME = `
  header, footer { background: var(--ground); }
  header > div, footer { width: 100%; max-width: 64rem; margin: 0 auto; padding: 1rem clamp(1rem, 4vw, 2rem); }
  header > div { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.25rem 2rem; }
  .development { padding: 0.375rem 1rem; background: var(--warn-tint); border-bottom: 1px solid var(--line); font-size: 0.9375rem; text-align: center; }
  .brand { display: inline-flex; align-items: center; gap: 0.5rem; min-height: 3rem; color: var(--ink); font-size: 1.25rem; font-weight: 700; text-decoration: none; }
  .brand:hover span { text-decoration: underline; }
  nav ul, footer ul { display: flex; flex-wrap: wrap; align-items: center; gap: 0 1.5rem; padding: 0; list-style: none; }
  nav a, footer a { display: inline-block; padding: 0.75rem 0; }
  nav button.button { min-height: 2.5rem; padding: 0.375rem 0.75rem; font-weight: 400; }
  .who, .hint, .status, th { color: var(--soft); }
  main { width: 100%; max-width: 36rem; margin: 0 auto; padding: 0.5rem clamp(0.5rem, 3vw, 1rem) 2rem; filter: drop-shadow(0 12px 28px var(--shade)); }
  main.wide { max-width: 64rem; }
  .card { position: relative; padding: 2.25rem clamp(1.25rem, 6vw, 3rem) clamp(1.75rem, 6vw, 3rem); background: var(--card); border: 1px solid #0000; border-radius: 20px; }
  .card > * + *, [data-part] > * + *, .card details > div > * + *, .notice > div > * + * { margin-top: 1.25rem; }
  .card > h1 + * { margin-top: 1rem; }
  .card > h2 { margin-top: 2rem; }
  footer { margin-top: auto; font-size: 0.9375rem; }
  footer ul { justify-content: center; }
  footer [aria-current] { color: var(--ink); text-decoration: none; }
`;

const FORMS = `
  form > * + * { margin-top: 1.5rem; }
  input[type="hidden"] + * { margin-top: 0; }
  label { display: inline-block; font-weight: 650; }
  .hint { font-size: 0.9375rem; }
  .error { margin-top: 0.25rem; color: var(--bad); font-weight: 600; }
  input, select, textarea { width: 100%; min-height: 3rem; margin-top: 0.375rem; padding: 0.5rem 0.875rem; background: var(--field); color: inherit; border: 1.5px solid var(--edge); border-radius: 10px; font: inherit; }
  :is(input, select, textarea):hover { border-color: var(--ink); }
  :is(input, select, textarea):focus-visible { outline-offset: 0; border-color: var(--ring); }
  [readonly] { background: none; border-style: dashed; }
  input[autocomplete="one-time-code"] { max-width: 15rem; font-size: 1.375rem; font-variant-numeric: tabular-nums; letter-spacing: 0.18em; }
  input[autocomplete="one-time-code"]:not([inputmode]) { max-width: none; letter-spacing: 0.05em; }
  .wrong { padding-inline-start: 1rem; border-inline-start: 4px solid var(--bad); }
  .wrong :is(input, select, textarea) { border-color: var(--bad); }
  .password { position: relative; }
  .js .password input { padding-inline-end: 5.25rem; unicode-bidi: plaintext; }
  .show { position: absolute; bottom: 0.25rem; inset-inline-end: 0.25rem; min-width: 4.25rem; min-height: 2.5rem; background: none; color: var(--link); border: 1px solid #0000; border-radius: 7px; font: inherit; font-size: 0.9375rem; font-weight: 600; cursor: pointer; }
  .show:hover { background: var(--good-tint); }
  .check > div { display: flex; gap: 0.75rem; align-items: start; padding: 0.625rem 0; }
  .check input { flex: none; width: 1.75rem; min-height: 1.75rem; margin: 0; }
  .check label { font-weight: 400; }
  .button { display: inline-flex; align-items: center; justify-content: center; min-height: 3rem; padding: 0.625rem 1.5rem; border: 1.5px solid #0000; border-radius: 10px; background: var(--door); color: var(--on-door); font: inherit; font-weight: 650; text-align: center; text-decoration: none; cursor: pointer; }
  .button:hover { background: var(--hover); color: var(--on-door); }
  .button + a { margin-inline-start: 1rem; }
  .secondary { background: none; color: var(--link); border-color: var(--edge); }
  .secondary:hover { background: var(--good-tint); color: var(--link); border-color: currentColor; }
  .danger, .danger:hover { background: var(--bad); color: var(--on-bad); }
  .danger:hover { filter: brightness(0.88); }
  form > .primary, form > .danger, p > .primary, progress { width: 100%; }
  .wide .button { width: auto; }
  .error-summary { border: 3px solid var(--bad); background: var(--bad-tint); }
  .error-summary ul, #captcha { margin-top: 0.5rem; }
  .error-summary a { color: var(--bad); font-weight: 600; }
  details { border-top: 1px solid var(--line); padding-top: 0.5rem; }
  summary { padding: 0.625rem 0; color: var(--link); font-weight: 600; cursor: pointer; }
  details > div { padding: 0.5rem 0; }
`;

const SAYINGS = `
  .notice { display: flex; gap: 0.875rem; background: var(--good-tint); border: 1px solid var(--line); }
  .notice::before { content: "i" / ""; flex: none; width: 1.625rem; height: 1.625rem; border-radius: 50%; background: var(--door); color: var(--on-door); font-weight: 700; line-height: 1.625rem; text-align: center; }
  .notice.success::before { content: "\\2713" / ""; }
  .notice.warning { background: var(--warn-tint); }
  .notice.warning::before { content: "!" / ""; background: var(--brass); color: var(--card); }
  .notice + h1 { margin-top: 1.5rem; }
  .inset { background: var(--good-tint); border-inline-start: 4px solid var(--door); font-size: 1.125rem; }
  .status { display: flex; gap: 0.75rem; align-items: baseline; }
  .status::before { content: ""; flex: none; width: 0.75rem; height: 0.75rem; border-radius: 50%; background: var(--knob); box-shadow: 0 0 0 4px var(--lamp); }
  .status:empty { display: none; }
  .suggestion { margin: 0; min-height: 2.25rem; }
  .suggestion button, footer button { padding: 0.375rem 0; border: 0; background: none; color: var(--link); font: inherit; text-decoration: underline; }
  .status.done { color: var(--ink); font-weight: 600; }
  @media (max-width: 32rem) {
    .who { position: absolute; width: 1px; overflow: hidden; clip-path: inset(50%); }
    .brand { flex: 1 1 0; min-width: 5rem; font-size: 1.125rem; }
    .brand span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    header > div, nav ul { gap: 0.25rem 0.75rem; }
  }
  @media (prefers-reduced-motion: no-preference) {
    .button, .show, input { transition: background-color 0.15s, border-color 0.15s; }
    .status:not(.done)::before { animation: breathe 1.6s 3 ease-in-out; }
    @keyframes breathe { 50% { box-shadow: 0 0 0 8px var(--lamp); } }
  }

  @media (forced-colors: active) {
    :root { --leaf: LinkText; --stone: CanvasText; --lamp: Canvas; --knob: Canvas; }
  }
`;

/** Only for pages with lists, tables and letters: all the others are smaller without it. */
const LISTS = `
  pre { padding: 1rem 1.25rem; border-radius: 12px; overflow: auto; white-space: pre-wrap; }
  h2 + iframe { width: 100%; height: 40rem; border-radius: 12px; }
  pre, h2 + iframe { border: 1px solid var(--line); }
  .narrow { max-width: 22.5rem; }
  table { width: 100%; border-collapse: collapse; }
  th, td { padding: 0.75rem 0; padding-inline-end: 0.75rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
  th { white-space: nowrap; font-weight: 600; }
  .summary { border-top: 1px solid var(--line); }
  .summary > div { display: grid; grid-template-columns: 8.5rem minmax(8rem, 1fr) auto; gap: 0.25rem 1.25rem; align-items: start; padding: 0.875rem 0; border-bottom: 1px solid var(--line); }
  .tag { display: inline-block; margin-inline-start: 0.375rem; padding: 0 0.625rem; border-radius: 1rem; background: var(--good-tint); color: var(--link); font-size: 0.875rem; font-weight: 650; }
  .ruled { padding: 0; list-style: none; }
  .ruled form { margin-top: 0.75rem; }
  .card .ruled li { margin: 0; padding: 0.75rem 0; border-top: 1px solid var(--line); }
  dt { font-weight: 650; }
  @media (max-width: 32rem) {
    .stacks thead { position: absolute; width: 1px; overflow: hidden; clip-path: inset(50%); }
    .summary > div { grid-template-columns: 1fr; }
    .stacks :is(tbody, tr, td) { display: block; }
    .stacks tr { padding: 0.625rem 0; border-bottom: 1px solid var(--line); }
    .stacks td { padding: 0.125rem 0; border: 0; }
    .stacks td::before { content: attr(data-head) / ""; margin-inline-end: 0.375rem; color: var(--soft); font-weight: 600; }
  }
`;

/** Only for the pages of the console. */
const CONSOLE = `
  .console { border-bottom: 1px solid var(--line); }
  .card .console li { margin: 0; }
  main:has(.console) { padding-top: 1.5rem; }
  main:has(.console) .card { padding: 1rem clamp(1rem, 3vw, 2rem) 2rem; }
  .console + * { margin-top: 1.25rem; }
  .console [aria-current] { color: var(--ink); font-weight: 650; text-decoration: none; }
  .filters { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 11rem), 1fr)); gap: 1rem; align-items: end; }
  .filters > * + * { margin: 0; }
  .filters > button { justify-self: start; }
  .notice .visually-hidden + p { margin-top: 0; }
  td .tag { margin: 0; }
  .stacks td { min-width: 4.5rem; }
  @media (width > 48rem) { .console ~ .summary > div { grid-template-columns: 16rem 1fr; } }
  .stacks td:first-child:has(> a) { min-width: 13rem; }
  .stacks td:empty::before { content: none; }
`;

/** For a page that is printed: on paper it has nothing that only a screen needs. */
const SHEET = `
  .codes { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 0.25rem 1.25rem; padding: 0; list-style: none; font-size: 1.125rem; }
  .card .codes li { margin: 0; }
  @media print {
    header, footer, form, main > :not(.card), .notice, .on-screen { display: none; }
  }
`;

/** The door, the wall around it, and the arch over the card. */
const DOOR = `
  body::before {
    content: ""; position: absolute; inset: 0 0 auto; height: 30rem; z-index: -1;
    background:
      conic-gradient(at 2px 50%, #0000 75%, var(--joint) 0) 0 0 / 104px 96px,
      conic-gradient(at 2px 50%, #0000 75%, var(--joint) 0) 52px 48px / 104px 96px,
      repeating-linear-gradient(var(--joint) 0 2px, #0000 2px 48px);
    mask-image: linear-gradient(#000, #0000);
  }
  .door { flex: none; width: 2.25rem; height: 2.25rem; }
  .light { fill: var(--lamp); }
  .stones { fill: none; stroke: var(--stone); stroke-width: 3; stroke-dasharray: 4.4 0.6; }
  .leaf { fill: var(--leaf); }
  .planks { stroke: #0004; stroke-width: 0.5; }
  .knob { fill: var(--knob); }
  .arch { width: 7rem; height: 5.5rem; margin: 0 auto; padding-top: 1rem; background: var(--card); border-radius: 4rem 4rem 0 0; text-align: center; }
  .arch .door { width: 4.5rem; height: 4.5rem; }
  @media (max-width: 32rem) {
    .arch { width: 5.5rem; height: 4.25rem; padding-top: 0.75rem; }
    .arch .door { width: 3.5rem; height: 3.5rem; }
  }
`;

/** Without the wall, a border tells the card from the page. */
const PLAIN = `
  main { padding-top: 1.5rem; filter: none; }
  .card { border-color: var(--line); box-shadow: 0 4px 16px var(--shade); }
`;

const LOGO = `
  .brand picture { display: flex; min-width: 0; }
  .brand img { width: auto; height: 2.25rem; min-width: 0; max-width: min(12rem, 45vw); object-fit: contain; }
  @media (max-width: 32rem) {
    picture + span { position: absolute; width: 1px; clip-path: inset(50%); }
  }
`;

/** A style in one text for a `<style>`, and its hash for the Content-Security-Policy. */
export type Style = { readonly css: string; readonly hash: string };

/** The style of every page, and what pages with lists, those to print, those of the console, and those with charts have besides. */
export type Styles = {
  readonly every: Style;
  readonly lists: Style;
  readonly sheet: Style;
  readonly staff: Style;
  readonly charts: Style;
};

/** The styles of a site. A page loads nothing else. */
export function stylesOf(brand: Brand): Styles {
  const { theme, palette, font, logo, hasAccent, corners } = brand;
  const hasDoor = theme === "postern";
  const rules = [
    ground(font ?? SANS, hasDoor ? (font ?? SERIF) : "inherit"),
    FRAME,
    FORMS,
    SAYINGS,
    hasDoor ? DOOR : PLAIN,
    logo === undefined ? "" : LOGO,
    hasAccent ? "::selection { background: var(--door); color: var(--on-door); }" : "",
  ];
  const styled = (css: string): Style => ({ css, hash: contentHash(css) });
  return {
    every: styled(squeeze(coloursOf(palette) + withCorners(rules.join(""), corners))),
    lists: styled(squeeze(withCorners(LISTS, corners))),
    sheet: styled(squeeze(SHEET)),
    staff: styled(squeeze(CONSOLE)),
    charts: styled(squeeze(chartStyleOf(palette) + withCorners(FIGURE_STYLE, corners))),
  };
}

/** The styles that a page needs. */
export const stylesFor = (
  { every, lists, sheet, staff, charts }: Styles,
  body: string,
): readonly Style[] => [
  every,
  ...(/<(?:table|dl|pre|iframe)\b|class="(?:ruled|tag)/.test(body) ? [lists] : []),
  ...(body.includes('class="codes"') ? [sheet] : []),
  ...(body.includes('class="console"') ? [staff] : []),
  ...(body.includes('class="figure"') ? [charts] : []),
];

/** Removes white space and zeros that CSS does not need. Significant spaces (selectors, calc) stay. */
function squeeze(css: string): string {
  return css
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,>/]) ?/g, "$1")
    .replace(/ \+ (?=\D)/g, "+")
    .replace(/: /g, ":")
    .replace(/;}/g, "}")
    .replace(/(?<=[ ,:(])0\./g, ".")
    .trim();
}
