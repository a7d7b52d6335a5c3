// What a browser gets after its user took an account back with the code of a mail.

import type { User } from "../domain/user.ts";
import { newDevice } from "../identity/complete-log-in.ts";
import { staysLoggedIn } from "../identity/sessions.ts";
import type { Answer } from "./answer.ts";
import type { Exchange } from "./route.ts";
import type { Tools } from "./web.ts";

/**
 * All marks of known devices are void now. Whoever typed the code of the mail reads the mailbox, and gets a new
 * one. Somebody who is logged in here as another user stays logged in, and keeps their mark.
 */
export const recovered = (
  { context, web }: Tools,
  { current }: Exchange,
  { id: userId, emailKey }: Pick<User, "id" | "emailKey">,
  cookies: readonly string[],
): Pick<Answer, "cookies" | "greets"> =>
  staysLoggedIn(current, { userId, emailKey })
    ? { cookies }
    : {
        cookies: [
          ...cookies,
          web.cookies.session.clear(),
          web.deviceCookie(newDevice(context, emailKey)),
        ],
        greets: null,
      };
