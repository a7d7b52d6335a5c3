class ApplicationController < ActionController::Base
  before_action { devise_parameter_sanitizer.permit(:sign_in, keys: [:otp_attempt]) if devise_controller? }
end
