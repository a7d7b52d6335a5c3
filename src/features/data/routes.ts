import { iso, shows, type JsonBody } from "../../http/answer.ts";
import { guardedPage, type Route } from "../../http/route.ts";
import { publicUser } from "../../http/user-json.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { ownData, type OwnData } from "./data.ts";
import { dataPage } from "./pages.ts";

/** One's own data, as a page to read and as JSON to keep. */
export const dataRoutes = (context: Context, web: Web): readonly Route[] => [
  guardedPage("fresh", "/profile/data", async ({ visit, query }) => {
    const data = await ownData(context, visit.user);
    const body = dataJson(data);
    if (query["download"] === "json") {
      const disposition = 'attachment; filename="postern-data.json"';
      return {
        status: 200,
        file: { type: "application/json", text: `${JSON.stringify(body, null, 2)}\n` },
        json: { status: 200, body },
        headers: { "content-disposition": disposition },
      };
    }
    return shows(
      dataPage(data, (instant) => web.time(instant).text),
      body,
    );
  }),
];

/** The same as JSON. An operator may hand it over too, where a person cannot log in any more. */
export const dataJson = ({ user, sessions, mails, acts }: OwnData): JsonBody => ({
  user: {
    ...publicUser(user),
    registeredWith: user.registeredWith,
    confirmedVia: user.confirmedVia,
  },
  sessions: sessions.map(({ id, browser, client, createdOn, lastSeenOn }) => ({
    id,
    browser,
    client,
    createdOn: iso(createdOn),
    lastSeenOn: iso(lastSeenOn),
  })),
  mails: mails.map((mail) => ({ ...mail, createdOn: iso(mail.createdOn) })),
  acts: acts.map((act) => ({ ...act, happenedOn: iso(act.happenedOn) })),
});
