#!/bin/sh
# Django, django-allauth and django-otp of Debian: `packages`, or `make` in the folder of the site.
set -eu
[ "$1" = packages ] && echo python3-django python3-django-allauth python3-django-otp && exit
/usr/bin/python3 -m django startproject mysite .
cat settings.py >>mysite/settings.py
cp urls.py mysite/urls.py
exec /usr/bin/python3 make.py
