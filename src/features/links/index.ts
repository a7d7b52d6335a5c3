export { openLink, type DeadLink, type OpenedLink, type ReadyLink } from "./links.ts";
