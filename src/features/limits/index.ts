export { countAct, type TooMany } from "./limits.ts";
