import { auditPages } from "./audit.ts";
import { fieldsStates } from "./states-of-fields.ts";

auditPages(fieldsStates);
