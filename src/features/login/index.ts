export { takeSecondStep } from "./login.ts";
export { checkOwnPassword, withOwnPassword, type OwnPasswordRefusal } from "./own-password.ts";
export type { TryRefusal } from "./tries.ts";
