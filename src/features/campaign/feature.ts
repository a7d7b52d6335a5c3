import { CAMPAIGN_MAIL } from "../../domain/campaign.ts";
import { minutes } from "../../domain/time.ts";
import type { Feature } from "../../feature.ts";
import { resolveCampaignMail } from "../../stores/sql/campaign-picking.ts";
import { continueCampaign } from "./campaign.ts";
import { copy } from "./copy.ts";
import { movedMail } from "./mail.ts";

export const campaign: Feature = {
  name: "campaign",
  words: copy,
  tasks: [
    {
      name: "campaign",
      every: minutes(1),
      run: async (context) => void (await continueCampaign(context)),
    },
  ],
  mails: {
    [CAMPAIGN_MAIL]: {
      pool: "resend",
      priority: 1,
      resolve: resolveCampaignMail,
      render: movedMail,
    },
  },
};
