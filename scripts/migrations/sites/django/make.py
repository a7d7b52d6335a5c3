import os, json, re, binascii
if os.path.exists("db.sqlite3"): os.remove("db.sqlite3")
os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings"
import sys; sys.path.insert(0, ".");
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.core import mail; mail.outbox = []
from django.test import Client
from django.contrib.auth.models import User, Group
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
people = json.load(open("/people.json"))
for p in people:
    c = Client(enforce_csrf_checks=False)
    r = c.post("/accounts/signup/", {"email": p["email"], "password1": p["password"], "password2": p["password"]})
    p["http"] = r.status_code
    if r.status_code != 302: print(r.content.decode()[:3000]); sys.exit(1)
    if not p.get("unconfirmed"):
        m = [x for x in mail.outbox if x.to == [p["email"]]][-1]
        path = re.search(r"https?://[^/]+(/accounts/confirm-email/\S+)", m.body).group(1)
        r = c.get(path); assert r.status_code == 302, r
u = User.objects.get(email="disabled@example.com"); u.is_active = False; u.save()
u = User.objects.get(email="admin@example.com"); u.is_superuser = u.is_staff = True; u.save()
g = Group.objects.create(name="Content Editors"); User.objects.get(email="ada@example.com").groups.add(g)
f = [p for p in people if p.get("factor")][0]; u = User.objects.get(email=f["email"])
d = TOTPDevice.objects.create(user=u, name="Phone", confirmed=True)
import base64; f["secret"] = base64.b32encode(d.bin_key).decode()
s = StaticDevice.objects.create(user=u, name="backup", confirmed=True); f["codes"] = []
for i in range(3): t = StaticToken.random_token(); s.token_set.create(token=t); f["codes"].append(t)
# one who was made on the command line, with a name and an address
User.objects.create_superuser("root", "root@example.com", "made on the command line 13")
people.append(dict(key="root", email="root@example.com", password="made on the command line 13", admin=True, unconfirmed=True))
# one who logs in elsewhere only
u = User.objects.create_user("nopass", "nopass@example.com"); 
for p in people:
    c = Client(); r = c.post("/accounts/login/", {"login": p["email"], "password": p["password"]}); p["there"] = r.status_code
    print(p["key"], p["http"] if "http" in p else "", r.status_code, r.get("location"))
    if p["password"] != p["password"].strip():
        for v in (p["password"].strip(), ): 
            c = Client(); r = c.post("/accounts/login/", {"login": p["email"], "password": v}); print("  trimmed", r.status_code, r.get("location"), User.objects.get(email=p["email"]).check_password(v), User.objects.get(email=p["email"]).check_password(p["password"]))
json.dump(people, open("people.json", "w"), indent=1)
