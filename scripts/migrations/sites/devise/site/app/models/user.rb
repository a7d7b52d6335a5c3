class User < ApplicationRecord
  devise :two_factor_authenticatable, otp_secret_encryption_key: ENV['OTP_KEY']
  devise :two_factor_backupable, otp_number_of_backup_codes: 3
  devise :registerable, :recoverable, :rememberable, :validatable, :confirmable
  serialize :otp_backup_codes, JSON
  def active_for_authentication?
    super && !blocked
  end
end
