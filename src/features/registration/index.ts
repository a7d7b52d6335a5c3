import { copy } from "./copy.ts";

export {
  cancelRegistration,
  changeRegistrationAddress,
  purgeRegistrations,
} from "./registration.ts";
export { fieldErrors } from "./pages.ts";

/** The words for an address that will not do, on whichever page it was typed. */
export const addressErrors = copy.emailErrors;
