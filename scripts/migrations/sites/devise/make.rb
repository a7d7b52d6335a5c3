require "json"; require "rotp"
people = JSON.parse(File.read("/people.json"))
make = -> { s = ActionDispatch::Integration::Session.new(Rails.application); s.host! "localhost"; s }
User.delete_all
people.each do |p|
  s = make.()
  s.post "/users", params: { user: { email: p["email"], password: p["password"], password_confirmation: p["password"] } }
  p["http"] = s.response.status
  puts s.response.body[0, 1500] unless [302, 303].include?(s.response.status)
  unless p["unconfirmed"]
    mail = ActionMailer::Base.deliveries.reverse.find { |m| m.to == [p["email"]] }
    path = mail.body.to_s[/confirmation\?confirmation_token=[^"]+/]
    s.get "/users/" + path; puts "confirm #{s.response.status}" unless s.response.status == 302
  end
end
User.find_by(email: "admin@example.com").update_columns(admin: true)
User.find_by(email: "disabled@example.com").update_columns(blocked: true)
u = User.find_by(email: "factor@example.com"); u.otp_secret = User.generate_otp_secret; u.otp_required_for_login = true; codes = u.generate_otp_backup_codes!; u.save!
f = people.find { |p| p["factor"] }; f["secret"] = u.otp_secret; f["codes"] = codes
# one who began to set the app up and never ended it
u = User.find_by(email: "ada@example.com"); u.otp_secret = User.generate_otp_secret; u.save!
people.each do |p|
  s = make.()
  h = { email: p["email"], password: p["password"] }; h[:otp_attempt] = ROTP::TOTP.new(p["secret"]).now if p["secret"]
  s.post "/users/sign_in", params: { user: h }
  s.get "/"; p["there"] = s.response.status
  puts "#{p["key"]} #{p["http"]} #{s.response.status} #{s.response.body[0,60]}"
end
File.write("people.json", JSON.pretty_generate(people))
