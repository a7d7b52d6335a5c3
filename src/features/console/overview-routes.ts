import { dayIn } from "../../domain/calendar.ts";
import { days } from "../../domain/time.ts";
import { consolePage } from "../../http/console-page.ts";
import { iso, shows, type JsonBody } from "../../http/answer.ts";
import type { Route } from "../../http/route.ts";
import type { Site } from "../../http/site.ts";
import type { Context } from "../../ports/context.ts";
import { fallenDomains, readFigures, type Figures } from "../cohorts/index.ts";
import { overviewPage, type Overview } from "./overview-pages.ts";

type Tools = { readonly context: Context; readonly site: Site };

/** The first page of the console. What is not counted as it happens is counted to a thousand at most, and read from indexes. */
export const overviewRoutes = (tools: Tools): readonly Route[] => [
  consolePage(tools, {
    path: "/admin",
    role: "viewer",
    async show({ language }) {
      const shown = await read(tools.context);
      return shows(() => overviewPage(language, shown), overviewJson(shown));
    },
  }),
];

async function read(context: Context): Promise<Overview> {
  const { store, clock, serving, settings } = context;
  const now = clock.now();
  const { firstContacts: rules, timeZone } = settings;
  const [{ hold, heldBy, oldestOn }, mails, unconfirmed, firstContacts, figures, fallen, campaign] =
    await Promise.all([
      store.outboxStatus(),
      store.readMailFigures({ since: now - days(1) }),
      store.countUnconfirmed(),
      rules === undefined ? ("calm" as const) : store.firstContactState({ rules, now }),
      readFigures(context),
      fallenDomains(context),
      store.readCampaign(),
    ]);
  return {
    ...mails,
    oldestOn,
    hold,
    heldBy,
    unconfirmed,
    firstContacts,
    figures,
    fallen,
    campaign: campaign?.state === "finished" ? undefined : campaign?.state,
    isHeld: serving.isHeld(),
    dayOf: (instant) => dayIn(instant, timeZone),
  };
}

const overviewJson = ({
  oldestOn,
  hold,
  heldBy,
  figures,
  fallen,
  ...shown
}: Overview): JsonBody => ({
  registrations: {
    zone: figures.zone,
    complete: figures.complete,
    spans: figures.spans.map(({ days: count, before, ...now }) => ({
      days: count,
      ...figuresJson(now),
      before: figuresJson(before),
    })),
  },
  unconfirmed: shown.unconfirmed,
  fallen: fallen.map(({ since, ...each }) => ({ ...each, since: iso(since) })),
  firstContacts: shown.firstContacts,
  campaign: shown.campaign ?? null,
  mails: {
    waiting: shown.waiting,
    parked: shown.parked,
    failed: shown.failed,
    oldestOn: iso(oldestOn),
    refusedSince: hold === null ? null : iso(hold.since),
  },
  sendingHeld: shown.isHeld,
  hold: heldBy && { ...heldBy, since: iso(heldBy.since) },
});

const figuresJson = ({ median, ...figures }: Figures): JsonBody => ({
  ...figures,
  medianSeconds: median === null ? null : Math.round(median / 1_000),
});
