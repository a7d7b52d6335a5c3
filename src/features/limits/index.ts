export { askerOf, countAct, knownDevice, type TooMany } from "./limits.ts";
