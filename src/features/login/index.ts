export { newDevice } from "./login.ts";
export { checkOwnPassword, type OwnPasswordRefusal } from "./own-password.ts";
