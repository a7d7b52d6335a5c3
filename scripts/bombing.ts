// Draws docs/screenshots/bombing.svg: what `postern stats --first-contacts --svg` shows of a site that was bombed. The bombing is the one
// of the attack test, over a moved clock: 10,000 registrations of strangers in an hour. `npm run screenshots`.

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { firstContactPicture } from "../src/cli/first-contact-pictures.ts";
import { firstContactTable, stateOf, stateWords } from "../src/cli/first-contact-words.ts";
import { hours } from "../src/domain/time.ts";
import { bombedHour, oneNode, passMinute, people, quietDays } from "../test/attacks/bombed-site.ts";

const FILE = fileURLToPath(new URL("../docs/screenshots/bombing.svg", import.meta.url));

const { app, site } = await oneNode();
await using _app = app;
const crowd = people(site);
await quietDays(site, 2, () => crowd.next("home"));
const since = app.clock.now() - hours(6);
const honest = await bombedHour(site, () => [crowd.next("home"), crowd.next("anywhere")]);
await passMinute(site, honest);
await quietDays(site, 0.4, () => crowd.next("anywhere"));

const { store, clock, settings } = app.postern.context;
const now = clock.now();
const report = await store.readFirstContacts({ rules: settings.firstContacts, since, now });
writeFileSync(FILE, firstContactPicture(report, now));
console.log(firstContactTable(report, now));
console.log(stateWords(report, stateOf(settings.firstContacts, report)));
