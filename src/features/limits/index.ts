export { askerOf, countAct, type TooMany } from "./limits.ts";
