export { checkOwnPassword, type OwnPasswordRefusal } from "./own-password.ts";
