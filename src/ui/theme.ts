// The one stylesheet: small enough to stand in every page, and known to the policy by its hash.

import { createHash } from "node:crypto";

const source = `
:root {
  color-scheme: light dark;
  --ground: #f4f1ea; --card: #fffdf9; --ink: #1d2430; --soft: #56606e; --line: #7d8794;
  --brand: #0b5d4e; --brand-ink: #ffffff; --brand-deep: #08473c; --tint: #e3f0ec;
  --danger: #a3231f; --danger-tint: #fbeae8; --warn-tint: #fdf2d8; --warn: #7a4d00;
  --focus: #b45309; --edge: #e2dccf;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12171d; --card: #1a2129; --ink: #e9edf2; --soft: #a9b4c0; --line: #7f8b99;
    --brand: #6fd3bd; --brand-ink: #06231d; --brand-deep: #94e4d1; --tint: #1d3833;
    --danger: #ff9d94; --danger-tint: #3a1f1e; --warn-tint: #38301a; --warn: #f2cd7c;
    --focus: #ffb454; --edge: #2c3640;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { font: 100%/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font-size: 1.0625rem; min-height: 100vh; display: flex; flex-direction: column; }
a { color: var(--brand); text-underline-offset: .2em; }
a:hover { color: var(--brand-deep); text-decoration-thickness: .15em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .75rem 1rem; z-index: 1; }
header, footer, main { width: 100%; max-width: 40rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: center; justify-content: space-between; padding-top: 1.25rem; padding-bottom: 1.25rem; }
.brand { display: inline-flex; align-items: center; gap: .6rem; color: var(--ink); font-weight: 700; font-size: 1.2rem; text-decoration: none; min-height: 2.75rem; }
.brand svg { color: var(--brand); flex: none; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; list-style: none; margin: 0; padding: 0; align-items: center; }
nav a, nav button { display: inline-flex; align-items: center; min-height: 2.75rem; }
nav .who { color: var(--soft); overflow-wrap: anywhere; }
nav form { margin: 0; }
nav button { background: none; border: 0; padding: 0; font: inherit; color: var(--brand); text-decoration: underline; text-underline-offset: .2em; cursor: pointer; }
main { flex: 1; padding-bottom: 2rem; }
.card { background: var(--card); border: 1px solid var(--edge); border-radius: 14px; padding: clamp(1.25rem, 5vw, 2.5rem); box-shadow: 0 1px 2px rgb(0 0 0 / .04), 0 12px 32px -18px rgb(0 0 0 / .25); }
h1 { font-size: clamp(1.6rem, 5vw, 2.1rem); line-height: 1.2; letter-spacing: -.015em; margin: 0 0 1.25rem; text-wrap: balance; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 1.75rem 0 .5rem; }
p, dl { margin: 0 0 1rem; overflow-wrap: anywhere; }
form { margin: 0 0 1.25rem; }
.field { margin: 0 0 1.25rem; }
label { display: block; font-weight: 600; }
.hint { color: var(--soft); margin: 0; font-size: .97rem; }
.error { color: var(--danger); font-weight: 600; margin: .15rem 0 0; }
input:not([type=checkbox]) { width: 100%; min-height: 3rem; margin-top: .4rem; padding: .5rem .8rem; font: inherit; color: inherit; background: var(--card); border: 2px solid var(--line); border-radius: 8px; }
input[aria-invalid] { border-color: var(--danger); }
input[name=code] { font-variant-numeric: tabular-nums; letter-spacing: .25em; max-width: 16rem; font-size: 1.3rem; }
.wrong { border-left: 4px solid var(--danger); padding-left: 1rem; }
.with-toggle { display: flex; gap: .5rem; align-items: end; }
.with-toggle input { flex: 1; min-width: 0; }
.toggle { min-height: 3rem; padding: 0 .9rem; font: inherit; color: var(--ink); background: none; border: 2px solid var(--line); border-radius: 8px; cursor: pointer; }
.check { display: flex; gap: .75rem; align-items: center; font-weight: 400; min-height: 2.75rem; }
.check input { width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--brand); flex: none; }
.button { display: inline-flex; align-items: center; justify-content: center; min-height: 3rem; padding: .6rem 1.4rem; font: inherit; font-weight: 650; line-height: 1.2; text-align: center; text-decoration: none; color: var(--brand-ink); background: var(--brand); border: 2px solid transparent; border-radius: 8px; cursor: pointer; overflow-wrap: anywhere; }
.button:hover { background: var(--brand-deep); color: var(--brand-ink); }
.secondary { color: var(--brand); background: transparent; border-color: var(--brand); }
.secondary:hover { background: var(--tint); color: var(--brand-deep); }
.danger { background: var(--danger); color: var(--card); }
.danger:hover { background: var(--danger); color: var(--card); filter: brightness(.9); }
.notice { border: 1px solid var(--edge); border-left: 5px solid var(--brand); background: var(--tint); border-radius: 8px; padding: .9rem 1.1rem; margin: 0 0 1.25rem; overflow-wrap: anywhere; }
.notice > :last-child, .summary > :last-child, .inset > :last-child { margin-bottom: 0; }
.notice h2 { margin-top: 0; }
.warning { border-left-color: var(--warn); background: var(--warn-tint); }
.summary { border: 3px solid var(--danger); border-radius: 8px; padding: 1rem 1.2rem; margin: 0 0 1.5rem; }
.summary h2 { margin-top: 0; }
.summary ul { margin: 0; padding-left: 1.2rem; }
.summary a { color: var(--danger); font-weight: 600; }
.inset { border-left: 5px solid var(--brand); padding: .4rem 0 .4rem 1.1rem; margin: 0 0 1.25rem; overflow-wrap: anywhere; }
.status { color: var(--soft); }
details { border-top: 1px solid var(--edge); padding: .25rem 0; margin: 0 0 1rem; }
summary { cursor: pointer; font-weight: 600; color: var(--brand); min-height: 2.75rem; padding: .6rem 0; }
details[open] > summary { margin-bottom: .5rem; }
.rows > div { display: grid; grid-template-columns: minmax(8rem, 1fr) 2fr auto; gap: .25rem 1rem; padding: .9rem 0; border-bottom: 1px solid var(--edge); }
.rows dt { font-weight: 600; }
.rows dd { margin: 0; overflow-wrap: anywhere; }
footer { color: var(--soft); font-size: .95rem; padding-bottom: 2rem; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
footer a { color: var(--soft); display: inline-flex; align-items: center; min-height: 2rem; }
.visually-hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.scripted .no-script { display: none; }
@media (max-width: 30rem) { .rows > div { grid-template-columns: 1fr; } .button { width: 100%; } }
@media (forced-colors: active) { .button, .card, .notice { border: 2px solid; } }
@media (prefers-reduced-motion: no-preference) { .button, a { transition: background-color .12s, color .12s; } }
`;

/** The stylesheet without the white space that only people need. */
export const stylesheet = source
  .replace(/\s+/g, " ")
  .replace(/ ?([{};,>]) ?/g, "$1")
  .replace(/: /g, ":")
  .replace(/;}/g, "}")
  .trim();

/** How the content security policy knows it. */
export const stylesheetHash = `sha256-${createHash("sha256").update(stylesheet).digest("base64")}`;
