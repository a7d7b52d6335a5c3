import { cursorOf, parseCursor, type Page, type Place } from "../../domain/page.ts";
import type { Session } from "../../domain/session.ts";
import type { User } from "../../domain/user.ts";
import { iso, shows, type JsonBody } from "../../http/answer.ts";
import { oddCursor } from "../../http/errors.ts";
import { guardedGet, withoutTerms, type Route } from "../../http/route.ts";
import type { Site } from "../../http/site.ts";
import { publicUser } from "../../http/user-json.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import {
  allOfIt,
  ownData,
  ownFactors,
  type OwnData,
  type OwnFactors,
  type Reading,
} from "./data.ts";
import { dataPage, type Paths } from "./pages.ts";
import type { Delivery } from "../../ports/event-store.ts";
import type { KeptAct, KeptMail } from "../../ports/data-store.ts";

const PATH = "/profile/data";

/** The user's own data, as pages to read and as one file to keep. */
export const dataRoutes = (context: Context, web: Web, site: Site): readonly Route[] =>
  [dataRoute(context, web, site)].map(withoutTerms);

const dataRoute = (context: Context, web: Web, site: Site): Route =>
  guardedGet("recently-authenticated", PATH, async ({ current, query, language }) => {
    if (query["download"] === "json") {
      const disposition = 'attachment; filename="postern-data.json"';
      return {
        status: 200,
        file: { type: "application/json", text: dataFile(context, current.user), forAll: true },
        json: { status: 200 },
        headers: { "content-disposition": disposition },
      };
    }
    const mails = placeIn(query["mails"]);
    const acts = placeIn(query["acts"]);
    if (mails === "odd" || acts === "odd") return oddCursor(language, PATH);
    const data = await ownData(context, current.user, { mails, acts });
    const paths = pathsOf(data, { mails, acts });
    const at = (path: string | null): string | null => path && web.paths.at(path);
    return shows(dataPage(language, { data, paths, site }), {
      user: userJson(data.user),
      ...factorsJson(data.factors),
      sessions: data.sessions.rows.map(sessionJson),
      mails: data.mails.rows.map(mailJson),
      acts: data.acts.rows.map(actJson),
      events: data.events.rows.map(eventJson),
      next: {
        sessions: at(paths.sessions),
        mails: at(paths.mails.older),
        acts: at(paths.acts.older),
        events: at(data.events.more ? `${PATH}?download=json` : null),
      },
    });
  });

const placeIn = (cursor: string | undefined): Place | undefined | "odd" =>
  cursor === undefined ? undefined : (parseCursor(cursor) ?? "odd");

type Shown = { readonly mails: Place | undefined; readonly acts: Place | undefined };

/** Paging through one list does not move the other. */
function pathsOf(data: OwnData, shown: Shown): Paths {
  const path = (mails: Place | undefined, acts: Place | undefined): string => {
    const places = Object.entries({ mails, acts }).flatMap(([name, place]) =>
      place === undefined ? [] : [`${name}=${cursorOf(place)}`],
    );
    return places.length === 0 ? PATH : `${PATH}?${places.join("&")}`;
  };
  const older = <Row>({ next }: Page<Row>, to: (place: Place) => string): string | null =>
    next === null ? null : to(next);
  return {
    sessions: data.sessions.next === null ? null : "/profile/sessions",
    mails: {
      newest: shown.mails === undefined ? null : path(undefined, shown.acts),
      older: older(data.mails, (place) => path(place, shown.acts)),
    },
    acts: {
      newest: shown.acts === undefined ? null : path(shown.mails, undefined),
      older: older(data.acts, (place) => path(shown.mails, place)),
    },
  };
}

/**
 * Everything that is stored, as JSON, in pieces that are read one after the other. An operator may also hand it
 * over for a person who can no longer log in.
 */
export async function* dataFile(context: Reading, user: User): AsyncGenerator<string> {
  const { sessions, mails, acts, events } = allOfIt(context, user);
  yield `{\n  "user": ${indented(userJson(user), "  ")}`;
  for (const [name, value] of Object.entries(factorsJson(await ownFactors(context, user))))
    yield `,\n  "${name}": ${indented(value, "  ")}`;
  yield* listOf("sessions", sessions, sessionJson);
  yield* listOf("mails", mails, mailJson);
  yield* listOf("acts", acts, actJson);
  yield* listOf("events", events, eventJson);
  yield "\n}\n";
}

async function* listOf<Row>(
  name: string,
  pages: AsyncIterable<readonly Row[]>,
  toJson: (row: Row) => JsonBody,
): AsyncGenerator<string> {
  let count = 0;
  yield `,\n  "${name}": [`;
  for await (const rows of pages) {
    const lines = rows.map((row) => `\n    ${indented(toJson(row), "    ")}`);
    yield `${count > 0 && lines.length > 0 ? "," : ""}${lines.join(",")}`;
    count += rows.length;
  }
  yield count === 0 ? "]" : "\n  ]";
}

const indented = (value: unknown, margin: string): string =>
  JSON.stringify(value, null, 2).replaceAll("\n", `\n${margin}`);

const userJson = (user: User): JsonBody => ({
  ...publicUser(user),
  source: user.source,
  registeredWith: user.registeredWith,
  confirmedVia: user.confirmedVia,
  twoSteps: user.factors === 2,
});

/** Nothing of it can be shown at a login: no hash, public key, secret or state. */
const factorsJson = ({ credentials, recoveryCodes, browsers, removal }: OwnFactors) => ({
  credentials: credentials.map(({ id, kind, factor, name, createdOn, lastUsedOn }) => ({
    id,
    kind,
    factor,
    name,
    createdOn: iso(createdOn),
    lastUsedOn: iso(lastUsedOn),
  })),
  recoveryCodes,
  rememberedBrowsers: browsers.map(({ shownOn, expiresOn, ...rest }) => ({
    ...rest,
    shownOn: iso(shownOn),
    expiresOn: iso(expiresOn),
  })),
  factorRemoval:
    removal === undefined ? null : { askedOn: iso(removal.askedOn), dueOn: iso(removal.dueOn) },
});

const sessionJson = ({
  id,
  browser,
  client,
  shared,
  createdOn,
  lastSeenOn,
}: Session): JsonBody => ({
  id,
  browser,
  client,
  shared,
  createdOn: iso(createdOn),
  lastSeenOn: iso(lastSeenOn),
});

const mailJson = (mail: KeptMail): JsonBody => ({ ...mail, createdOn: iso(mail.createdOn) });

/** As it is told, but for the user, whom the whole file is about. */
const eventJson = ({ event: { id, type, occurredOn, user, data }, state }: Delivery): JsonBody => ({
  id,
  type,
  occurredOn: iso(occurredOn),
  email: user?.email ?? null,
  data,
  state,
});

const actJson = (act: KeptAct): JsonBody => ({ ...act, happenedOn: iso(act.happenedOn) });
