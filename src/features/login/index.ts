export { closedAnswer } from "./closed.ts";
