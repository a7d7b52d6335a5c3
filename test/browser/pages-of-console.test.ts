import { auditPages } from "./audit.ts";
import { console } from "./states-of-console.ts";

auditPages(console);
