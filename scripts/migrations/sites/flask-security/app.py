import json, datetime
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_security import Security, SQLAlchemyUserDatastore, MailUtil
from flask_security.models import fsqla_v3 as fsqla

class Mails(MailUtil):
    def send_mail(self, template, subject, recipient, sender, body, html, user, **kw):
        with open("mails.jsonl", "a") as f: f.write(json.dumps({"to": recipient, "body": body}) + "\n")

app = Flask(__name__)
app.config.update(
    SECRET_KEY="a-secret-key-of-the-site", SECURITY_PASSWORD_SALT="146585145368132386173505678016728509634",
    SQLALCHEMY_DATABASE_URI="sqlite:////site/site.db",
    SECURITY_REGISTERABLE=True, SECURITY_CONFIRMABLE=True, SECURITY_RECOVERABLE=True, SECURITY_TWO_FACTOR=True,
    SECURITY_TWO_FACTOR_ENABLED_METHODS=["authenticator"], SECURITY_TOTP_SECRETS={"1": "TjQ9Qa31VOrfEzuPy4VHQWPCTmRzCnFzMKLxXYiZu9B"}, SECURITY_TOTP_ISSUER="Site",
    SECURITY_MULTI_FACTOR_RECOVERY_CODES=True, SECURITY_FRESHNESS=datetime.timedelta(hours=1),
    SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False}, WTF_CSRF_ENABLED=False, SECURITY_WAN_ALLOW_AS_FIRST_FACTOR=False,
)
db = SQLAlchemy(app)
fsqla.FsModels.set_db_info(db)
class Role(db.Model, fsqla.FsRoleMixin): pass
class User(db.Model, fsqla.FsUserMixin): pass
class WebAuthn(db.Model, fsqla.FsWebAuthnMixin): pass
datastore = SQLAlchemyUserDatastore(db, User, Role, WebAuthn)
app.security = Security(app, datastore, mail_util_cls=Mails)
@app.route("/")
def home(): return "home"
