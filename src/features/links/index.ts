export { openLink, type OpenedLink } from "./links.ts";
export type { FoundLink } from "./store.ts";
