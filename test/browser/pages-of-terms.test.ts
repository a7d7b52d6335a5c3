import { auditPages } from "./audit.ts";
import { termsStates } from "./states-of-terms.ts";

auditPages(termsStates);
