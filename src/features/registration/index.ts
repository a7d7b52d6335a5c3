export { checkAddress, purgeRegistrations } from "./registration.ts";
