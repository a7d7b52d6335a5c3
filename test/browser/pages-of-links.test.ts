import { auditPages } from "./audit.ts";
import { links } from "./states-of-links.ts";

auditPages(links);
