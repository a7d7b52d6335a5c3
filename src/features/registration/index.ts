export {
  cancelRegistration,
  changeRegistrationAddress,
  checkNewAddress,
  keepRegistrationAddress,
} from "./registration.ts";
export { addressErrors, didYouMean, fieldErrors, newAddressErrors } from "./pages.ts";
