import { auditPages } from "./audit.ts";
import { passkeys, passkeysWithScripts } from "./states-of-passkeys.ts";

auditPages([...passkeys, ...passkeysWithScripts]);
