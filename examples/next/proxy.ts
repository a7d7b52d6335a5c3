import { guardedBy } from "postern/next";
import { accounts } from "./accounts";

export const proxy = guardedBy(accounts.checkConfirmed);
export const config = { matcher: "/dashboard/:path*" };
