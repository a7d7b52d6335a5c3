// How far the people got whom a campaign asked to confirm.

import { dayIn } from "../../domain/calendar.ts";
import { campaignFunnel, WATCHED } from "../../domain/campaign.ts";
import type { Language } from "../../domain/language.ts";
import type { CampaignReport } from "../../ports/campaign-store.ts";
import { copy } from "./copy.ts";
import { funnel, type CohortFigure } from "./funnel-pages.ts";
import { numbersIn } from "./numbers-pages.ts";
import type { Statistics } from "./statistics.ts";

/** The figure of the newest campaign; none if there was none. */
export function campaignFigures(
  language: Language,
  { now, zone }: Pick<Statistics, "now" | "zone">,
  report: CampaignReport | undefined,
): readonly CohortFigure[] {
  if (report === undefined) return [];
  const { campaign, counts } = report;
  const words = language.words(copy);
  const { title, description, note, ...named } = words.pictures.campaign;
  const { handedOver, opened } = words.pictures.funnel;
  const names = { ...named, handedOver, opened, confirmed: words.heads.confirmed };
  // Its people are watched for a while after it has ended.
  const soFar = campaign.state !== "finished" || now < campaign.changedOn + WATCHED;
  const reached = campaignFunnel(counts);
  const steps = Object.entries(reached).map(([step, count]) => ({
    name: names[step as keyof typeof reached],
    count,
    rate: reached.picked === 0 ? null : count / reached.picked,
    soFar,
  }));
  const others = (["skipped", "left"] as const).map((step) => ({
    name: names[step],
    count: counts[step],
    rate: null,
    soFar,
  }));
  const about = { title, description: description({ day: dayIn(campaign.startedOn, zone) }), note };
  const said = { words, numbers: numbersIn(language) };
  return [funnel(said, { of: "campaign", ...about }, [...steps, ...others])];
}
