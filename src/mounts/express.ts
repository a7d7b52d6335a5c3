/**
 * Mounts Postern in Express, and guards the application's own routes.
 *
 * @packageDocumentation
 */

import type { User as PosternUser } from "../domain/user.ts";
import { nodeHandler, type Mounted, type NodeHandler, type NodeOptions } from "./node.ts";

/* eslint-disable typescript/no-namespace, typescript/consistent-type-definitions -- what Express declares is added to */
declare global {
  namespace Express {
    // As Passport does it, so that both can be in one application.
    interface User extends PosternUser {}
    interface Request {
      /** The user whom a guard of Postern's let in. */
      user?: User | undefined;
    }
  }
}

export {
  admin,
  confirmed,
  loggedIn,
  recent,
  role,
  type NodeGuard as ExpressGuard,
  type NodeHandler as ExpressHandler,
  type NodeOptions as ExpressOptions,
} from "./node.ts";

/**
 * A middleware that answers Postern's paths and passes all others on. Routes that the application registered earlier have
 * precedence. Where something has parsed the body of a request before, it takes what that understood. Throws RangeError for a
 * text that is not a network.
 *
 * @example
 * ```ts
 * import express from "express";
 *
 * const app = express();
 * app.use(postern(mounted));
 * app.get("/dashboard", confirmed(mounted), (req, res) => res.send(`Welcome, ${req.user?.email}`));
 * ```
 */
export const postern: (mounted: Mounted, options?: NodeOptions) => NodeHandler = nodeHandler;
