import { auditPages } from "./audit.ts";
import { users } from "./states-of-users.ts";

auditPages(users);
