import { copy } from "./copy.ts";

export {
  cancelRegistration,
  changeRegistrationAddress,
  keepRegistrationAddress,
} from "./registration.ts";
export { fieldErrors } from "./pages.ts";

/** The words for an address that will not do, on whichever page it was typed. */
export const addressErrors = copy.emailErrors;

/** The words before a better spelling of an address, wherever a new one is typed. */
export const didYouMean = copy.didYouMean;
