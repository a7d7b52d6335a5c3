export { watchMail } from "./alarm.ts";
