import { auditPages } from "./audit.ts";
import { lostFactors } from "./states-of-lost-factors.ts";

auditPages(lostFactors);
