import { iso, shows } from "../../http/answer.ts";
import { MOST_COUNTED } from "../../domain/page.ts";
import { consolePage } from "../../http/console-page.ts";
import type { Route } from "../../http/route.ts";
import type { Site } from "../../http/site.ts";
import type { Context } from "../../ports/context.ts";
import { SYSTEM, systemPage, type System } from "./system-pages.ts";

type Tools = { readonly context: Context; readonly site: Site };

/** What this process and its store know of themselves. Nothing else is asked over the network: that is what the doctor does. */
export const systemRoutes = (tools: Tools): readonly Route[] => [
  consolePage(tools, {
    path: SYSTEM,
    role: "admin",
    async show({ language }) {
      const shown = await read(tools);
      const { database, warnings, isHeld, heldBy, imported, importedUntil, ...rest } = shown;
      return shows(() => systemPage(language, shown), {
        ...rest,
        sendingHeld: isHeld,
        hold: heldBy && { ...heldBy, since: iso(heldBy.since) },
        database: {
          ...database,
          migrations: database.migrations.map(({ appliedOn, ...migration }) => ({
            ...migration,
            appliedOn: iso(appliedOn),
          })),
        },
        importedPasswords: {
          left: imported,
          until: importedUntil === undefined ? null : iso(importedUntil),
        },
        warnings: warnings.map(({ reason }) => reason),
      });
    },
  }),
];

async function read({ context, site }: Tools): Promise<System> {
  const { store, settings, serving } = context;
  const [database, keyMarks, { heldBy }, left] = await Promise.all([
    store.readDatabase(),
    store.listKeyMarks(),
    store.outboxStatus(),
    store.countForeignPasswords({ limit: MOST_COUNTED }),
  ]);
  return {
    version: site.version,
    baseUrl: settings.baseUrl,
    timeZone: settings.timeZone,
    isHeld: serving.isHeld(),
    heldBy,
    database,
    keyMarks,
    imported: left.reduce((sum, { count }) => sum + count, 0),
    importedUntil: settings.importedPasswordsUntil,
    warnings: site.warnings(),
    configuration: site.configuration,
  };
}
