export { openLink, type OpenedLink } from "./links.ts";
