// The texts of the cohort analysis: of the pictures, which the command line draws too, and of the console's page.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    /** Names of audit log actions. */
    auditActs: {
      "cohort-mark-added": "Marked a change in the cohorts",
      "cohort-mark-removed": "Removed a mark from the cohorts",
    },
    numbers: {
      figure: "{number}",
      /** Units as short as an overview needs. */
      seconds: "{number} s",
      minutes: "{number} min",
      hours: "{number} h",
      days: "{number} d",
      upTo: "up to {to}",
      fromTo: "{from} to {to}",
      moreThan: "more than {from}",
      shareOf: "{share} · {number}",
    },
    /** Those who share no value, or one that is not shown. */
    groups: {
      otherDomains: "Other domains",
      removed: "Removed people",
      notConfirmed: "Not confirmed",
      noLanguage: "None chosen",
      noSource: "Not known",
      link: "Link",
      code: "Code",
      reset: "Password reset",
      admin: "Operator",
      import: "Imported",
    },
    heads: {
      day: "Day",
      week: "Week from",
      month: "Month",
      registered: "Registered",
      confirmed: "Confirmed",
      share: "Share",
      median: "Median",
      half: "Until half",
      took: "Took",
      people: "People",
      step: "Step",
    },
    pictures: {
      heading: "Who registered, who confirmed, how soon",
      summary:
        "Of {registered} who registered, {confirmed} confirmed: {hour} within an hour, {day} within a day, {week} within a week, {ever} in all.",
      zone: {
        day: "Days from {since} to {until}, as they begin in the time zone {zone}.",
        week: "Weeks from Monday, from {since} to {until}, as they begin in the time zone {zone}.",
        month: "Months from {since} to {until}, as they begin in the time zone {zone}.",
      },
      soFar: "… means so far: more people may still register, or some still have time to confirm.",
      picture: "{title}: the chart",
      mark: "{number}: {day} {text}",
      table: "{title}: the numbers",
      ages: {
        title: "Confirmed by age",
        description:
          "A triangle of cohorts and their ages: the share that had confirmed by each age. The darker, the more; what is so far is hatched.",
        over: {
          day: "days after registering",
          week: "weeks after registering",
          month: "months of 30 days after registering",
        },
        head: { day: "{number} d", week: "{number} wk", month: "{number} mo" },
        legend: "per cent of those who registered",
        hatched: "so far",
      },
      shares: {
        title: "Share confirmed over time",
        description:
          "By the time of registering, dotted where it is so far. In all cohorts, {hour} confirmed within an hour, {day} within a day and {ever} in all.",
        hour: "in 1 hour",
        day: "in 24 hours",
        week: "in 7 days",
        ever: "in all",
      },
      times: {
        title: "Time to confirm",
        description:
          "How many of the {confirmed} who confirmed took how long. Each step is about twice as long as the one before. Until half of all who registered had confirmed: {half}.",
        half: "half of all",
        untilHalf: "Until half of all had confirmed",
      },
      funnel: {
        title: "From registering to coming back",
        description:
          "Of those who registered, to how many a mail was handed over, how many opened it, confirmed, and logged in again.",
        handedOver: "Mail handed over",
        opened: "Mail opened",
        loggedInAgain: "Logged in again",
        note: "Some open the mail unseen, so that number is a lower bound. A login counts for 90 days after registering.",
      },
      campaign: {
        title: "The campaign among imported people",
        description:
          "Of those whom the campaign of {day} picked, to how many a mail was handed over, how many opened it and confirmed, and whose mails came back.",
        picked: "Picked",
        bounced: "Came back",
        skipped: "Skipped",
        left: "Not picked yet",
        note: "Skipped are addresses that must not be mailed. A person is watched for four weeks.",
      },
      domain: { title: "By mail domain", head: "Domain" },
      resends: { title: "By mails asked for again", head: "Asked again" },
      way: { title: "By way of confirming", head: "Way" },
      language: { title: "By language", head: "Language" },
      source: { title: "By source", head: "Source" },
      ofEach: "How many registered in each group, and the share of them that confirmed.",
      ofAll: "How many confirmed in each way, as a share of all who registered.",
      smallDomains: "Domains with fewer than 20 people are shown together.",
      largest: "The {shown} largest of {all}.",
    },
    page: {
      title: "Cohorts",
      by: "Cohorts by",
      units: { day: "Day", week: "Week", month: "Month" },
      zone: "Time zone",
      zoneHint: "Such as Europe/Berlin",
      since: "Since",
      imported: "Imported people",
      notCounted: "Not counted",
      counted: "Counted",
      show: "Show",
      excluded:
        "Not counted: {number} people who were imported, or whom an operator confirmed. They have proven nothing.",
      included: "Imported people, and those whom an operator confirmed, are counted, too.",
      deleted: "People who were deleted since are still counted.",
      counting: "Everybody is being counted anew, so people are still missing here.",
      nobody: "Nobody registered in this time.",
      byWrong: "Choose day, week or month.",
      zoneWrong: "“{zone}” is no time zone. Give a name such as Europe/Berlin.",
      sinceWrong: "Give a day that is not in the future, such as 2026-11-01.",
      sinceFar: "That is more than {most} cohorts. Give a later day, or choose weeks or months.",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
