Rails.application.configure do
  config.cache_classes = true; config.eager_load = false; config.consider_all_requests_local = true
  config.action_controller.allow_forgery_protection = false
  config.action_mailer.delivery_method = :test; config.action_mailer.default_url_options = { host: "localhost" }
  config.log_level = :warn; config.hosts.clear; config.active_record.dump_schema_after_migration = false
end
