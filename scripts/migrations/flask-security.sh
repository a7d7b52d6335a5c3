#!/bin/sh
# Flask-Security of Debian: `packages`, or `make` in the folder of the site.
set -eu
[ "$1" = packages ] && echo python3-flask-security python3-flask-sqlalchemy python3-pyotp python3-qrcode python3-bcrypt sqlite3 && exit
exec /usr/bin/python3 make.py
