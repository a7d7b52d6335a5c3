import os, json, re, pyotp
for f in ("site.db", "mails.jsonl"):
    if os.path.exists(f): os.remove(f)
from app import app, db, datastore
people = json.load(open("/people.json"))
with app.app_context():
    db.create_all()
    datastore.create_role(name="admin", description="all"); datastore.create_role(name="Content Editor"); db.session.commit()
def login(c, p):
    r = c.post("/login", json={"email": p["email"], "password": p["password"]})
    return r
for p in people:
    c = app.test_client()
    r = c.post("/register", data={"email": p["email"], "password": p["password"], "password_confirm": p["password"]})
    p["http"] = r.status_code
    if not p.get("unconfirmed"):
        m = [json.loads(l) for l in open("mails.jsonl")]
        m = [x for x in m if x["to"] == p["email"]][-1]
        url = re.search(r"https?://[^/]+(/confirm/\S+)", m["body"]).group(1)
        r = c.get(url); assert r.status_code in (200, 302), r
        c.get("/logout")
    if p.get("factor"):
        c = app.test_client()
        r = login(c, p); 
        r = c.post("/tf-setup", json={"setup": "authenticator"}); j = r.get_json()
        j = r.get_json(); p["secret"] = j["response"]["tf_authr_key"].replace("-", "")
        r = c.post("/tf-validate", json={"code": pyotp.TOTP(p["secret"]).now()}); print("validate", r.status_code)
        r = c.post("/mf-recovery-codes", json={}); j = r.get_json(); p["codes"] = j["response"].get("recovery_codes"); print(r.status_code, p["codes"])
with app.app_context():
    datastore.deactivate_user(datastore.find_user(email="disabled@example.com"))
    datastore.add_role_to_user(datastore.find_user(email="admin@example.com"), "admin")
    datastore.add_role_to_user(datastore.find_user(email="ada@example.com"), "Content Editor")
    db.session.commit()
for p in people:
    c = app.test_client(); r = login(c, p); p["there"] = r.status_code
    print(p["key"], p["http"], r.status_code, json.dumps(r.get_json()["response"])[:200])
json.dump(people, open("people.json", "w"), indent=1)
