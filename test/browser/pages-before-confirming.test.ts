import { auditPages } from "./audit.ts";
import { trouble } from "./states-of-trouble.ts";
import { waiting } from "./states-of-waiting.ts";

auditPages([...waiting, ...trouble]);
