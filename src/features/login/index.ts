export { closedAnswer } from "./closed-routes.ts";
