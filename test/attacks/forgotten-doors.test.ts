// Every route, requested by everybody: whoever adds a route adds here who gets which answer.

import { expect, test } from "vitest";
import { ACTORS, inhabited } from "./inhabited.ts";

/**
 * Statuses in JSON of an empty request, for each of `ACTORS` in their order: anonymous, unconfirmed,
 * confirmed, confirmed with a password typed too long ago, changing the address, admin, disabled,
 * deleted, and confirmed without having accepted the site's terms. The `:id` of a session is another user's.
 */
const TABLE = `
  GET  /                                200 200 200 200 200 200 200 200 200
  GET  /register                        200 200 200 200 200 200 200 200 200
  POST /register                        422 422 422 422 422 422 422 422 422
  POST /suggestion                      200 200 200 200 200 200 200 200 200
  GET  /unconfirmed                     401 200 200 200 200 200 401 401 200
  POST /unconfirmed/code                401 422 422 422 422 422 401 401 422
  POST /unconfirmed/email               401 422 422 422 422 422 401 401 422
  POST /unconfirmed/keep                401 200 409 409 409 409 401 401 409
  GET  /unconfirmed/cancel              401 200 200 200 200 200 401 401 200
  POST /unconfirmed/cancel              401 200 409 409 409 409 401 401 409
  POST /resend                          422 429 409 409 409 409 422 422 409
  GET  /confirm                         404 404 404 404 404 404 404 404 404
  POST /confirm                         404 404 404 404 404 404 404 404 404
  GET  /confirm/:link                   200 200 200 200 200 200 200 200 200
  GET  /confirm/:link/not-me            200 200 200 200 200 200 200 200 200
  GET  /confirm/not-me                  404 404 404 404 404 404 404 404 404
  POST /confirm/not-me                  404 404 404 404 404 404 404 404 404
  POST /confirm/old                     404 404 404 404 404 404 404 404 404
  GET  /stop-mail                       404 404 404 404 404 404 404 404 404
  POST /stop-mail                       404 404 404 404 404 404 404 404 404
  GET  /stop-mail/lift                  404 404 404 404 404 404 404 404 404
  POST /stop-mail/lift                  404 404 404 404 404 404 404 404 404
  GET  /stop-mail/lift/:link            200 200 200 200 200 200 200 200 200
  GET  /login                           200 200 200 200 200 200 200 200 200
  POST /login                           422 422 422 422 422 422 422 422 422
  GET  /login/again                     401 200 200 200 200 200 401 401 200
  POST /login/again                     401 422 422 422 422 422 401 401 422
  POST /login/passkey                   401 401 401 401 401 401 401 401 401
  GET  /passkeys/options                404 404 404 404 404 404 404 404 404
  GET  /profile/passkeys                401 403 200 403 200 200 401 401 403
  GET  /profile/passkeys/offer          401 403 200 403 200 200 401 401 403
  GET  /profile/passkeys/:id            401 403 404 403 404 404 401 401 403
  POST /profile/passkeys                401 403 422 403 422 422 401 401 403
  POST /profile/passkeys/:id/rename     401 403 404 403 404 404 401 401 403
  POST /profile/passkeys/:id/remove     401 403 404 403 404 404 401 401 403
  GET  /logout                          200 200 200 200 200 200 200 200 200
  POST /logout                          204 204 204 204 204 204 204 204 204
  GET  /forgot                          200 200 200 200 200 200 200 200 200
  POST /forgot                          422 422 422 422 422 422 422 422 422
  GET  /reset                           404 404 404 404 404 404 404 404 404
  POST /reset                           404 404 404 404 404 404 404 404 404
  GET  /reset/:link                     200 200 200 200 200 200 200 200 200
  GET  /profile                         401 403 200 200 200 200 401 401 403
  GET  /profile/password                401 403 200 200 200 200 401 401 403
  POST /profile/password                401 403 422 422 422 422 401 401 403
  GET  /profile/email                   401 403 200 403 200 200 401 401 403
  POST /profile/email                   401 403 422 403 422 422 401 401 403
  GET  /profile/email/cancel            401 403 200 200 200 200 401 401 403
  POST /profile/email/cancel            401 403 200 200 200 200 401 401 403
  GET  /change-email                    404 404 404 404 404 404 404 404 404
  POST /change-email                    404 404 404 404 404 404 404 404 404
  GET  /change-email/:link              200 200 200 200 200 200 200 200 200
  GET  /change-email/stop               404 404 404 404 404 404 404 404 404
  POST /change-email/stop               404 404 404 404 404 404 404 404 404
  GET  /change-email/stop/:link         200 200 200 200 200 200 200 200 200
  GET  /change-email/undo               404 404 404 404 404 404 404 404 404
  POST /change-email/undo               404 404 404 404 404 404 404 404 404
  GET  /change-email/undo/:link         200 200 200 200 200 200 200 200 200
  GET  /profile/data                    401 403 200 403 200 200 401 401 200
  GET  /profile/sessions                401 403 200 403 200 200 401 401 403
  GET  /profile/language                401 403 200 200 200 200 401 401 200
  POST /profile/language                401 403 422 422 422 422 401 401 422
  GET  /accept-terms                    401 403 200 200 200 200 401 401 200
  POST /accept-terms                    401 403 422 422 422 422 401 401 422
  POST /profile/sessions/:id/end        401 403 404 403 404 404 401 401 403
  POST /profile/sessions/end-others     401 403 204 403 204 204 401 401 403
  GET  /login/second-step               401 200 200 200 200 200 401 401 200
  POST /login/second-step               401 422 422 422 422 422 401 401 422
  GET  /login/second-step/codes-left    401 200 200 200 200 200 401 401 200
  GET  /profile/two-step                401 403 200 200 200 200 401 401 403
  POST /profile/two-step                401 403 204 403 204 204 401 401 403
  GET  /profile/two-step/app            401 403 200 403 200 200 401 401 403
  POST /profile/two-step/app            401 403 422 403 422 422 401 401 403
  GET  /profile/two-step/app/remove     401 403 404 403 404 404 401 401 403
  POST /profile/two-step/app/remove     401 403 204 403 204 204 401 401 403
  GET  /profile/two-step/recovery-codes 401 403 409 403 409 409 401 401 403
  POST /profile/two-step/recovery-codes 401 403 409 403 409 409 401 401 403
  POST /profile/two-step/recovery-codes/cancel 401 403 204 403 204 204 401 401 403
  POST /profile/two-step/browsers/forget 401 403 204 204 204 204 401 401 403
  POST /profile/two-step/browsers/:id/forget 401 403 404 404 404 404 401 401 403
  GET  /lock                            404 404 404 404 404 404 404 404 404
  POST /lock                            404 404 404 404 404 404 404 404 404
  GET  /lock/:link                      200 200 200 200 200 200 200 200 200
  GET  /login/second-step/lost          401 200 200 200 200 200 401 401 200
  POST /login/second-step/lost          401 200 200 200 200 200 401 401 200
  GET  /lose-factor                     404 404 404 404 404 404 404 404 404
  POST /lose-factor                     404 404 404 404 404 404 404 404 404
  GET  /lose-factor/:link               200 200 200 200 200 200 200 200 200
  GET  /keep-factor                     404 404 404 404 404 404 404 404 404
  POST /keep-factor                     404 404 404 404 404 404 404 404 404
  GET  /keep-factor/:link               200 200 200 200 200 200 200 200 200
  GET  /profile/keep-factor             401 200 200 200 200 200 401 401 200
  POST /profile/keep-factor             401 200 200 200 200 200 401 401 200
  GET  /profile/delete                  401 403 200 200 200 200 401 401 200
  POST /profile/delete                  401 403 422 422 422 422 401 401 422
  GET  /keep                            404 404 404 404 404 404 404 404 404
  POST /keep                            404 404 404 404 404 404 404 404 404
  GET  /keep/:link                      200 200 200 200 200 200 200 200 200
  GET  /admin                           401 404 404 404 404 200 401 401 404
  GET  /admin/users/bulk                401 404 404 404 404 404 401 401 404
  POST /admin/users/bulk                401 404 404 404 404 404 401 401 404
  GET  /admin/users                     401 404 404 404 404 200 401 401 404
  GET  /admin/cohorts                   401 404 404 404 404 200 401 401 404
  GET  /admin/users.csv                 401 404 404 404 404 200 401 401 404
  GET  /admin/users.jsonl               401 404 404 404 404 200 401 401 404
  GET  /admin/audit                     401 404 404 404 404 200 401 401 404
  GET  /admin/system                    401 404 404 404 404 200 401 401 404
  GET  /admin/audit.jsonl               401 404 404 404 404 200 401 401 404
  GET  /admin/why                       401 404 404 404 404 200 401 401 404
  GET  /admin/users/:id                 401 404 404 404 404 200 401 401 404
  GET  /admin/users/:id/resend 401 404 404 404 404 200 401 401 404
  POST /admin/users/:id/resend 401 404 404 404 404 409 401 401 404
  GET  /admin/users/:id/reset 401 404 404 404 404 200 401 401 404
  POST /admin/users/:id/reset 401 404 404 404 404 200 401 401 404
  GET  /admin/users/:id/confirm 401 404 404 404 404 200 401 401 404
  POST /admin/users/:id/confirm 401 404 404 404 404 422 401 401 404
  GET  /admin/users/:id/correct 401 404 404 404 404 200 401 401 404
  POST /admin/users/:id/correct 401 404 404 404 404 422 401 401 404
  GET  /admin/users/:id/end-sessions 401 404 404 404 404 200 401 401 404
  POST /admin/users/:id/end-sessions 401 404 404 404 404 422 401 401 404
  GET  /admin/users/:id/remove-factors 401 404 404 404 404 200 401 401 404
  POST /admin/users/:id/remove-factors 401 404 404 404 404 422 401 401 404
  GET  /admin/users/:id/disable 401 404 404 404 404 200 401 401 404
  POST /admin/users/:id/disable 401 404 404 404 404 422 401 401 404
  GET  /admin/users/:id/enable 401 404 404 404 404 200 401 401 404
  POST /admin/users/:id/enable 401 404 404 404 404 422 401 401 404
  GET  /admin/users/:id/restore 401 404 404 404 404 200 401 401 404
  POST /admin/users/:id/restore 401 404 404 404 404 422 401 401 404
  GET  /admin/users/:id/delete 401 404 404 404 404 200 401 401 404
  POST /admin/users/:id/delete 401 404 404 404 404 422 401 401 404
  GET  /admin/users/:id/factors/:factor/remove 401 404 404 404 404 404 401 401 404
  POST /admin/users/:id/factors/:factor/remove 401 404 404 404 404 404 401 401 404
  GET  /healthz                         204 204 204 204 204 204 204 204 204
  GET  /readyz                          204 204 204 204 204 204 204 204 204
  POST /hooks/bounce                    401 401 401 401 401 401 401 401 401
  POST /hooks/mail/ses                  401 401 401 401 401 401 401 401 401
  POST /hooks/mail/postmark             401 401 401 401 401 401 401 401 401
  POST /hooks/mail/resend               401 401 401 401 401 401 401 401 401
  POST /hooks/mail/mailgun              401 401 401 401 401 401 401 401 401
  POST /hooks/mail/sendgrid             401 401 401 401 401 401 401 401 401
  POST /hooks/mail/brevo                401 401 401 401 401 401 401 401 401
  GET  /admin/suppressions              401 404 404 404 404 200 401 401 404
  GET  /admin/suppressions/:address/lift 401 404 404 404 404 200 401 401 404
  POST /admin/suppressions/:address/lift 401 404 404 404 404 422 401 401 404
  GET  /admin/events                    401 404 404 404 404 200 401 401 404
  GET  /admin/events/:id/retry          401 404 404 404 404 200 401 401 404
  POST /admin/events/:id/retry          401 404 404 404 404 200 401 401 404
  GET  /admin/webhooks/:id/off          401 404 404 404 404 200 401 401 404
  POST /admin/webhooks/:id/off          401 404 404 404 404 422 401 401 404
  GET  /admin/webhooks/:id/on           401 404 404 404 404 200 401 401 404
  POST /admin/webhooks/:id/on           401 404 404 404 404 422 401 401 404
  GET  /admin/outbox                    401 404 404 404 404 200 401 401 404
  GET  /admin/outbox/release            401 404 404 404 404 404 401 401 404
  POST /admin/outbox/release            401 404 404 404 404 404 401 401 404
  GET  /admin/outbox/hold               401 404 404 404 404 200 401 401 404
  POST /admin/outbox/hold               401 404 404 404 404 422 401 401 404
  GET  /admin/outbox/hold/release       401 404 404 404 404 404 401 401 404
  POST /admin/outbox/hold/release       401 404 404 404 404 404 401 401 404
  GET  /admin/outbox/:id                401 404 404 404 404 200 401 401 404
  GET  /admin/outbox/:id/retry          401 404 404 404 404 200 401 401 404
  POST /admin/outbox/:id/retry          401 404 404 404 404 409 401 401 404
  GET  /admin/outbox/:id/cancel         401 404 404 404 404 200 401 401 404
  POST /admin/outbox/:id/cancel         401 404 404 404 404 422 401 401 404
  GET  /dev/mailbox                     200 200 200 200 200 200 200 200 200
  GET  /dev/mailbox/:id                 200 200 200 200 200 200 200 200 200
  GET  /dev/mailbox/:id/html            200 200 200 200 200 200 200 200 200
  GET  /dev/mails                       200 200 200 200 200 200 200 200 200
  GET  /dev/mails/:tag/:mail            200 200 200 200 200 200 200 200 200
  GET  /dev/mails/:tag/:mail/light      200 200 200 200 200 200 200 200 200
  GET  /dev/mails/:tag/:mail/dark       200 200 200 200 200 200 200 200 200
  GET  /.well-known/change-password     302 302 302 302 302 302 302 302 302
`;

const EXPECTED = new Map(
  TABLE.trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .map(([method, path, ...statuses]) => [`${method} ${path}`, statuses]),
);

test("every route has a row here, and every row a route", async () => {
  await using site = await inhabited();
  const routes = site.routes.map(({ method, path }) => `${method} ${path}`);
  expect(routes.toSorted()).toEqual([...EXPECTED.keys()].toSorted());
});

test.each([...EXPECTED.keys()])("%s", async (name) => {
  await using site = await inhabited();
  const route = site.routes.find(({ method, path }) => `${method} ${path}` === name)!;
  const path = await site.pathOf(route);
  expect(path).not.toContain("missing");
  const statuses: string[] = [];
  for (const actor of ACTORS) {
    const { status } = await site.browsers[actor].json(route.method, path);
    statuses.push(`${status}`);
  }
  expect(statuses).toEqual(EXPECTED.get(name));
});
