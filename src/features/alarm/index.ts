export { findRefused, watchMail } from "./alarm.ts";
