"""Flask-Security as its documentation sets it up, with SQLAlchemy, and a guarded JSON route."""

import os

from flask import Flask, jsonify
from flask_security import (
    Security,
    SQLAlchemyUserDatastore,
    auth_required,
    current_user,
    hash_password,
)
from flask_security.models import fsqla_v3 as fsqla
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event

app = Flask(__name__)
app.config.update(
    SECRET_KEY="a secret of the bench, long enough",
    SECURITY_PASSWORD_SALT="146585145368132386173505678016728509634",
    SQLALCHEMY_DATABASE_URI=os.environ["BENCH_DATABASE"],
    SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},
    WTF_CSRF_ENABLED=False,
)
db = SQLAlchemy(app)
fsqla.FsModels.set_db_info(db)


class Role(db.Model, fsqla.FsRoleMixin):
    pass


class User(db.Model, fsqla.FsUserMixin):
    pass


users = SQLAlchemyUserDatastore(db, User, Role)
app.security = Security(app, users)


@app.get("/me")
@auth_required("session")
def me():
    return jsonify(id=current_user.id, email=current_user.email)


def durable(connection, _record):
    """As durable as Postern's: a log, and every commit on the disk."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


with app.app_context():
    event.listen(db.engine, "connect", durable)


def prepare():
    with app.app_context():
        db.create_all()
        users.create_user(email="ada@example.com", password=hash_password("plum tree by the river"))
        db.session.commit()
