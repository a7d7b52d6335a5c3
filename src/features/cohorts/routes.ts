import {
  isTimeZone,
  later,
  parseDate,
  startOf,
  startOfDate,
  type CalendarUnit,
} from "../../domain/calendar.ts";
import type { WordsOf } from "../../domain/catalogue.ts";
import type { Instant } from "../../domain/time.ts";
import { refuses, shows, type Answer, type JsonBody } from "../../http/answer.ts";
import { consolePage } from "../../http/console-page.ts";
import type { AuthenticatedExchange, Route } from "../../http/route.ts";
import type { Site } from "../../http/site.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import type { CampaignReport } from "../../ports/campaign-store.ts";
import { copy } from "./copy.ts";
import { TRAITS } from "./figure-pages.ts";
import * as formats from "./formats.ts";
import { cohortsPage, UNITS, wrongFiltersPage, type CohortFilters } from "./pages.ts";
import { readStatistics, type Statistics, type WantedStatistics } from "./statistics.ts";

const PATH = "/admin/cohorts";

/** More rows than these are no picture any more. The command line has no such limit. */
const MOST_COHORTS = 62;

type Tools = { readonly context: Context; readonly web: Web; readonly site: Site };

/** The cohort analysis in pictures. Everything on it is read from counts. */
export const cohortsRoutes = (context: Context, web: Web, site: Site): readonly Route[] => [
  consolePage(
    { context, site },
    {
      path: PATH,
      role: "viewer",
      show: (exchange) => show({ context, web, site }, exchange),
    },
  ),
];

async function show(
  { context }: Tools,
  { language, query }: AuthenticatedExchange,
): Promise<Answer> {
  const filters: CohortFilters = {
    by: query["by"] ?? "week",
    zone: (query["zone"] ?? "").trim() || context.settings.timeZone,
    since: (query["since"] ?? "").trim(),
    operators: query["operators"] ?? "",
  };
  const { wanted, errors } = wantedOf(language.words(copy).page, filters, context.clock.now());
  if (wanted === undefined) {
    const fields = Object.fromEntries(errors.map(({ field }) => [field, "not-valid"]));
    return refuses(422, "invalid", wrongFiltersPage(language, filters, errors), { fields });
  }
  const [found, campaign] = await Promise.all([
    readStatistics(context, wanted),
    readCampaign(context),
  ]);
  const { download, of } = query;
  if (download === "csv") {
    const part = PARTS.find((each) => each === of) ?? "shares";
    return file("text/csv", `cohorts-${part}.csv`, csvOf(found, campaign, part));
  }
  const body = {
    ...formats.statisticsJson(found),
    groups: groupsJson(found),
    campaign: campaign === undefined ? null : formats.campaignJson(campaign),
  };
  if (download === "json")
    return file("application/json", "cohorts.json", `${JSON.stringify(body, undefined, 2)}\n`);
  const pathOf = (kind: "csv" | "json", part?: string): string =>
    `${PATH}?${new URLSearchParams({ ...filters, download: kind, ...(part !== undefined && { of: part }) }).toString()}`;
  return shows(() => cohortsPage(language, { found, campaign, filters, pathOf }), body);
}

/** The newest campaign among imported people, and how far they got. */
async function readCampaign({ store }: Context): Promise<CampaignReport | undefined> {
  const campaign = await store.readCampaign();
  return campaign && { campaign, counts: await store.countCampaign(campaign.id) };
}

type Wanted =
  | { readonly wanted: WantedStatistics; readonly errors: readonly [] }
  | { readonly wanted?: never; readonly errors: readonly FilterError[] };

type FilterError = { readonly field: string; readonly message: string };

function wantedOf(
  words: WordsOf<typeof copy>["page"],
  { by: typedBy, zone, since: typedSince, operators }: CohortFilters,
  now: Instant,
): Wanted {
  const by = UNITS.find((unit) => unit === typedBy);
  const date = typedSince === "" ? undefined : parseDate(typedSince);
  const isZone = isTimeZone(zone);
  const errors = [
    by === undefined && { field: "by", message: words.byWrong },
    !isZone && { field: "zone", message: words.zoneWrong({ zone }) },
  ];
  if (by !== undefined && isZone) {
    const since = date === undefined ? undefined : startOfDate(date, zone);
    const message = sinceError(words, { typedSince, since, by, zone, now });
    if (message === undefined)
      return {
        wanted: { by, zone, since, withOperators: operators !== "", per: TRAITS },
        errors: [],
      };
    errors.push({ field: "since", message });
  }
  return { errors: errors.filter((error) => error !== false) };
}

function sinceError(
  words: WordsOf<typeof copy>["page"],
  given: {
    readonly typedSince: string;
    readonly since: Instant | undefined;
    readonly by: CalendarUnit;
    readonly zone: string;
    readonly now: Instant;
  },
): string | undefined {
  const { typedSince, since, by, zone, now } = given;
  if (typedSince === "") return undefined;
  if (since === undefined || since > now) return words.sinceWrong;
  const earliest = later(by, startOf(by, now, zone), 1 - MOST_COHORTS, zone);
  return since < earliest ? words.sinceFar({ most: MOST_COHORTS }) : undefined;
}

const groupsJson = ({ groups }: Statistics): JsonBody =>
  Object.fromEntries(
    TRAITS.map((trait) => [trait, formats.groupsJson(groups[trait] ?? [], trait)]),
  );

/** The pictures, by the names of their files. */
const PARTS = ["ages", "shares", "times", "funnel", "campaign", ...TRAITS] as const;

function csvOf(
  found: Statistics,
  campaign: CampaignReport | undefined,
  part: (typeof PARTS)[number],
): string {
  if (part === "ages") return formats.agesCsv(found);
  if (part === "shares") return formats.cohortsCsv(found);
  if (part === "times") return formats.timesCsv(found);
  if (part === "funnel") return formats.funnelCsv(found);
  if (part === "campaign") return formats.campaignCsv(campaign);
  return formats.groupsCsv(found.groups[part] ?? [], part);
}

/** A CSV ends with a line break, which its maker leaves to whoever prints it. */
const file = (type: string, name: string, text: string): Answer => ({
  status: 200,
  file: { type, text: type === "text/csv" ? `${text}\n` : text, forAll: true },
  json: { status: 200 },
  headers: { "content-disposition": `attachment; filename="${name}"` },
});
