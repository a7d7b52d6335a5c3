// `postern stats`: the cohort analysis, as tables and as charts.

import { startOfDate, type CalendarUnit } from "../../domain/calendar.ts";
import { hours, type Duration, type Instant } from "../../domain/time.ts";
import { countCohorts, recountCohorts } from "../../features/cohorts/counting.ts";
import { TRAITS } from "../../features/cohorts/figure-pages.ts";
import * as formats from "../../features/cohorts/formats.ts";
import { readStatistics, type Statistics, type Trait } from "../../features/cohorts/statistics.ts";
import type { CohortProgress } from "../../ports/cohort-store.ts";
import type { Uses } from "../../ports/context.ts";
import { reportCampaign } from "../../features/campaign/campaign.ts";
import { campaignLine } from "../campaign-words.ts";
import { withDatabase } from "../with-database.ts";
import type { Globals } from "../globals.ts";
import { refuseExisting, writeWhole } from "../new-file.ts";
import { print, printJson, say, styled } from "../output.ts";
import { progress, type Progress } from "../progress.ts";
import { firstContactPage, firstContactPicture } from "../first-contact-pictures.ts";
import { statisticsPage, statisticsPicture } from "../stats-pictures.ts";
import * as contacts from "../first-contact-words.ts";
import * as words from "../stats-words.ts";

type Flags = {
  readonly by: CalendarUnit;
  readonly since?: number;
  readonly zone?: string;
  readonly withOperators?: true;
  readonly ages?: true;
  readonly firstContacts?: true;
  readonly limit: number;
  readonly csv?: true;
  readonly html?: string;
  readonly svg?: string;
  readonly force?: true;
};

type CohortFlags = Flags & { readonly per?: Trait };

export type StatsFlags = CohortFlags | (Flags & { readonly per: "network" });

/** Prints how many of those who registered have confirmed, and how soon; or draws it. */
export async function showStats(flags: CohortFlags, globals: Globals): Promise<void> {
  const files = [flags.html, flags.svg].filter((file) => file !== undefined);
  for (const file of files) refuseExisting(file, flags);
  const { found, contacted, campaign } = await withDatabase(
    globals,
    "ready",
    async ({ context }) => {
      const shown = showProgress();
      await countCohorts(context, shown.at);
      shown.end();
      const zone = flags.zone ?? context.settings.timeZone;
      const since = flags.since === undefined ? undefined : startOfDate(flags.since, zone);
      const per = files.length > 0 ? TRAITS : flags.per === undefined ? [] : [flags.per];
      return {
        found: await readStatistics(context, { ...flags, per, since, zone }),
        contacted: await readReport(context, flags.since),
        campaign: await reportCampaign(context),
      };
    },
  );
  if (flags.html !== undefined) writeWhole(flags.html, statisticsPage(found, campaign), flags);
  if (flags.svg !== undefined) writeWhole(flags.svg, statisticsPicture(found, campaign), flags);
  if (globals.json) {
    const groups = flags.per && groupsJson(found, flags.per, flags.limit);
    return printJson({
      ...formats.statisticsJson(found),
      ...groups,
      ...(campaign && { campaign: formats.campaignJson(campaign) }),
      ...(files[0] && { files }),
    });
  }
  if (flags.csv) return print(asCsv(found, flags));
  if (files.length > 0) return print(`The charts are in ${files.join(" and ")}.`);
  if (found.cohorts.length === 0) {
    return say("Nobody registered in this time. Look further back: --since");
  }
  printTables(found, flags);
  if (flags.per === undefined && flags.ages === undefined) {
    printState(contacted);
    if (campaign !== undefined) print(campaignLine(campaign));
  }
}

/** Shows a bar only for what takes a while: if everybody is counted anew. */
function showProgress() {
  let bar: Progress | undefined;
  return {
    at({ share, complete }: CohortProgress): "go-on" {
      if (!complete) (bar ??= progress("counted, in percent", 100)).at(Math.floor(share * 100));
      return "go-on";
    },
    end: (): void => bar?.end(),
  };
}

/** Counts everybody anew, from the users and the audit log. */
export async function rebuildStats(globals: Globals): Promise<void> {
  const shown = showProgress();
  await withDatabase(globals, "ready", ({ context }) => recountCohorts(context, shown.at));
  shown.end();
  if (globals.json) return printJson({ rebuilt: true });
  print("Everybody is counted anew.");
}

/** Two days of hours are a screen. */
const HOURS_SHOWN: Duration = hours(48);

async function readReport(
  { store, clock, settings }: Uses<"readFirstContacts", "clock" | "settings">,
  from: Instant | undefined,
) {
  const now = clock.now();
  const { firstContacts: rules } = settings;
  const report = await store.readFirstContacts({ rules, since: from ?? now - HOURS_SHOWN, now });
  return { report, now, state: contacts.stateOf(rules, report) };
}

const printState = ({ report, state }: Awaited<ReturnType<typeof readReport>>): void =>
  print(`First contacts: ${contacts.stateWords(report, state)}.`);

/** Prints what was sent to strangers, hour by hour, and how the site stands. */
export async function showFirstContacts(flags: StatsFlags, globals: Globals): Promise<void> {
  const files = [flags.html, flags.svg].filter((file) => file !== undefined);
  for (const file of files) refuseExisting(file, flags);
  const found = await withDatabase(globals, "ready", ({ context }) =>
    readReport(context, flags.since),
  );
  const { report, state, now } = found;
  const inWords = `${contacts.stateWords(report, state)}.`;
  if (flags.html !== undefined)
    writeWhole(flags.html, firstContactPage(report, inWords, now), flags);
  if (flags.svg !== undefined) writeWhole(flags.svg, firstContactPicture(report, now), flags);
  if (globals.json) {
    return printJson({ ...contacts.firstContactJson(report, state), ...(files[0] && { files }) });
  }
  if (flags.csv) return print(contacts.firstContactCsv(report));
  if (files.length > 0) return print(`The charts are in ${files.join(" and ")}.`);
  if (report.hours.length > 0) {
    print(contacts.firstContactTable(report, now));
    print(styled("dim", contacts.FIRST_CONTACT_LEGEND));
  }
  printState(found);
}

/** Prints from which networks people registered, and who confirmed there. */
export async function showNetworks(flags: StatsFlags, globals: Globals): Promise<void> {
  const networks = await withDatabase(globals, "ready", ({ context: { store, clock } }) => {
    const now = clock.now();
    const since = flags.since ?? now - HOURS_SHOWN;
    return store.firstContactNetworks({ since, now, limit: flags.limit });
  });
  if (globals.json) return printJson({ networks });
  if (flags.csv) return print(contacts.networkCsv(networks));
  if (networks.length === 0) {
    return say("Nobody registered or confirmed in this time. Look further back: --since");
  }
  print(contacts.networkTable(networks));
  print(styled("dim", contacts.NETWORK_LEGEND));
  if (networks.length === flags.limit) say("There may be more: --limit");
}

const groupsIn = (found: Statistics, per: Trait) => found.groups[per] ?? [];

const groupsJson = (found: Statistics, per: Trait, limit: number) => {
  const groups = groupsIn(found, per);
  return {
    per,
    groups: formats.groupsJson(groups.slice(0, limit), per),
    moreGroups: Math.max(0, groups.length - limit),
  };
};

function asCsv(found: Statistics, { per, ages, limit }: CohortFlags): string {
  if (per !== undefined) return formats.groupsCsv(groupsIn(found, per).slice(0, limit), per);
  return ages ? formats.agesCsv(found) : formats.cohortsCsv(found);
}

function printTables(found: Statistics, { per, ages, limit }: CohortFlags): void {
  if (per !== undefined) {
    const groups = groupsIn(found, per);
    print(words.groupsTable(groups.slice(0, limit), per));
    print(styled("dim", per === "way" ? words.WAY_LEGEND : words.GROUP_LEGEND));
    const more = groups.length - limit;
    if (more > 0) say(`More: ${more.toLocaleString("en")} smaller ones: --limit`);
    return;
  }
  if (ages) {
    print(words.agesTable(found));
    return print(styled("dim", "share confirmed by that age;  … so far"));
  }
  print(words.cohortsTable(found));
  print(styled("dim", words.LEGEND));
  if (found.excluded > 0) {
    const many = found.excluded.toLocaleString("en");
    say(`Not counted: ${many} whom an operator confirmed. Count them too: --with-operators`);
  }
}
