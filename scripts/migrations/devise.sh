#!/bin/sh
# Devise and devise-two-factor of Debian: `packages`, or `make` in the folder of the site.
set -eu
[ "$1" = packages ] && echo ruby-rails ruby-devise ruby-devise-two-factor ruby-sqlite3 bundler && exit
export RAILS_ENV=production
rails new . --force --quiet --skip-bundle --skip-git --skip-javascript --skip-spring --skip-listen --skip-bootsnap --skip-active-storage \
  --skip-action-cable --skip-action-text --skip-action-mailbox --skip-test --skip-sprockets
printf "source 'https://rubygems.org'\ngem 'rails'\ngem 'sqlite3'\ngem 'devise'\ngem 'devise-two-factor'\n" >Gemfile
bundle install --local --quiet
bin/rails generate devise:install --quiet
bin/rails generate devise User --quiet
bin/rails generate devise_two_factor User OTP_KEY --quiet
cp -r site/. .
sed -i 's/# t\.\([a-z]* *:\(confirmation_token\|confirmed_at\|confirmation_sent_at\|unconfirmed_email\)\)/t.\1/
  s/^      t.timestamps/      t.boolean :admin, null: false, default: false\n      t.boolean :blocked, null: false, default: false\n      t.text :otp_backup_codes\n      t.timestamps/' \
  db/migrate/*create_users.rb
sed -i "s/^  # config.pepper = .*/  config.pepper = '8a7f0c3d5e'/" config/initializers/devise.rb
bin/rails db:migrate >/dev/null
exec bin/rails runner make.rb
