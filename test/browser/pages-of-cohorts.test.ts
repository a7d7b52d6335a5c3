import { auditPages } from "./audit.ts";
import { cohorts } from "./states-of-cohorts.ts";

auditPages(cohorts);
