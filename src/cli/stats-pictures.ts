// The numbers of registrations as charts: a page with a table next to each, or the charts alone.

import { english } from "../domain/language.ts";
import { campaignFigures } from "../features/cohorts/campaign-pages.ts";
import { copy } from "../features/cohorts/copy.ts";
import { drawn, figuresOf, summaryOf } from "../features/cohorts/figure-pages.ts";
import type { Statistics } from "../features/cohorts/statistics.ts";
import type { CampaignReport } from "../ports/campaign-store.ts";
import { chartFile, chartPage } from "./chart-page.ts";

const { pictures: words } = english.words(copy);

const figures = (found: Statistics, campaign: CampaignReport | undefined) => [
  ...figuresOf(english, found),
  ...campaignFigures(english, found, campaign),
];

/** An SVG file with all charts below each other. */
export const statisticsPicture = (found: Statistics, campaign?: CampaignReport): string =>
  chartFile(
    `${words.heading}. ${summaryOf(english, found).frame}`,
    figures(found, campaign).map(({ picture }) => picture),
  );

/** A page of its own: without scripts or other files, for small and large screens, light and dark. */
export function statisticsPage(found: Statistics, campaign?: CampaignReport): string {
  const { sentence, frame } = summaryOf(english, found);
  return chartPage({
    title: `${words.heading}. ${frame}`,
    heading: words.heading,
    text: `${frame} ${sentence}`,
    figures: figures(found, campaign).map((each) => drawn(english, each)),
  });
}
