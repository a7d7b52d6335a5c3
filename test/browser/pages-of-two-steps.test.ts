import { auditPages } from "./audit.ts";
import { twoStepStates } from "./states-of-two-steps.ts";

auditPages(twoStepStates);
