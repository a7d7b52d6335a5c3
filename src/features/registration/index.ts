export {
  cancelRegistration,
  changeRegistrationAddress,
  keepRegistrationAddress,
} from "./registration.ts";
export { addressErrors, didYouMean, fieldErrors } from "./pages.ts";
