import { z } from "zod";
import { goesTo, shows } from "../../http/answer.ts";
import { invalid } from "../../http/errors.ts";
import { guardedGet, guardedPost, type Route } from "../../http/route.ts";
import {
  enteredIn,
  fieldRefusals,
  fieldsOnPage,
  withFields,
  type FieldsOnPage,
} from "../../http/user-fields.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { changeFields } from "./fields.ts";
import { fieldsPage } from "./pages.ts";

const PATH = "/profile/fields";

/** None on a site without extra fields. */
export function fieldsRoutes(context: Context, web: Web): readonly Route[] {
  const { fields } = context.settings;
  if (Object.keys(fields).length === 0) return [];
  return [
    guardedGet("allowed", PATH, async ({ current, language, formToken }) => {
      const { fields: stored } = current.user;
      const own: FieldsOnPage = { fields, entered: stored, problems: {} };
      return shows(fieldsPage(language, { own, formToken: formToken() }), { fields: stored });
    }),
    guardedPost("allowed", PATH, withFields(z.strictObject({}), fields), async (exchange, sent) => {
      const { language, current, formToken } = exchange;
      const changed = await exchange.once(() =>
        changeFields(context, current.user, enteredIn(fields, sent)),
      );
      if (!changed.ok) {
        const problems = changed.reason === "invalid" ? changed.problems : {};
        const own = fieldsOnPage(fields, sent, problems);
        const page = fieldsPage(language, { own, formToken: formToken() });
        const told = fieldRefusals(language, own);
        return invalid(language, page, told.fields, told.members);
      }
      const cookies = [web.noticeCookie("fields-changed")];
      return goesTo("/profile", { status: 200, body: { state: "changed" } }, { cookies });
    }),
  ];
}
