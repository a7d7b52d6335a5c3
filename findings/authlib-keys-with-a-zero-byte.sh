#!/bin/sh
# authlib 1.2.0 (Debian 12): 1 of 128 keys for ES256 becomes a JWK that others refuse, or know by another thumbprint.
#
# Expected: x and y of a P-256 key have 32 bytes each in a JWK, leading zeros included (RFC 7518 section 6.2.1.2). Seen: authlib
# leaves a leading zero byte out, which 1 of 128 keys has in one of the two. PyJWT 2.6.0 and ruby-jwt 2.5.0 refuse such a key,
# so a site that makes new keys now and then is locked out by chance. Node.js 24, jwcrypto 1.1.0 and python-jose 3.3.0 take it; but
# authlib's thumbprint (RFC 7638) is of the short form, another one than jwcrypto's for the same key, and so is its default kid.
# Two fixed keys are used here, one with a zero byte, so that each run sees the same.
# Needs apt-get, python3 and ruby on Debian 12; installs nothing outside of a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get download -q python3-authlib=1.2.0-1+deb12u2 python3-jwt=2.6.0-1+deb12u1 python3-jwcrypto=1.1.0-1+deb12u1 \
  python3-jose=3.3.0+dfsg-4 python3-cryptography python3-cffi-backend python3-deprecated python3-wrapt python3-ecdsa python3-rsa \
  python3-pyasn1 python3-six ruby-jwt=2.5.0-1+deb12u1 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
cat >try.py <<'PY'
import base64
import json
import subprocess
import sys

sys.path.insert(0, "usr/lib/python3/dist-packages")
from authlib.jose import JsonWebKey
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jose import jwk as jose_jwk
from jwcrypto import jwk as jwcrypto_jwk
from jwt.algorithms import ECAlgorithm

READ = {
    "PyJWT": lambda key: ECAlgorithm.from_jwk(json.dumps(key)),
    "jwcrypto": lambda key: jwcrypto_jwk.JWK(**key),
    "python-jose": lambda key: jose_jwk.construct(key, "ES256"),
    "ruby-jwt": lambda key: subprocess.run(
        ["ruby", "-I", sys.argv[1], "-r", "jwt", "-r", "json", "-e", "JWT::JWK.import(JSON.parse(STDIN.read))"],
        check=True, capture_output=True, input=json.dumps(key).encode(),
    ),
    "Node.js": lambda key: subprocess.run(
        ["node", "-e", 'crypto.createPublicKey({ key: JSON.parse(fs.readFileSync(0)), format: "jwk" })'],
        check=True, capture_output=True, input=json.dumps(key).encode(),
    ),
}


def can(read, key):
    try:
        read(key)
        return True
    except Exception:
        return False


def seen_of(number):
    public = ec.derive_private_key(number, ec.SECP256R1()).public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    by_authlib = JsonWebKey.import_key(pem, {"kty": "EC"})
    by_jwcrypto = jwcrypto_jwk.JWK.from_pem(pem)
    key = {name: by_authlib.as_dict()[name] for name in ("kty", "crv", "x", "y")}
    lengths = [len(base64.urlsafe_b64decode(key[name] + "==")) for name in "xy"]
    refused = [name for name, read in READ.items() if not can(read, key)]
    return lengths, refused, by_authlib.thumbprint() == by_jwcrypto.thumbprint()


def starts_with_zero(number):
    numbers = ec.derive_private_key(number, ec.SECP256R1()).public_key().public_numbers()
    return numbers.x >> 248 == 0 and numbers.y >> 248 != 0


# Private keys are numbers; these are the first two of a kind.
whole = next(number for number in range(2, 1000) if not starts_with_zero(number))
short = next(number for number in range(2, 1000) if starts_with_zero(number))
seen = [seen_of(whole), seen_of(short)]
for lengths, refused, is_same in seen:
    print(f"bytes of x and y: {lengths}, refused by: {', '.join(refused) or 'nobody'}, thumbprint as jwcrypto's: {is_same}")
known = [([32, 32], [], True), ([31, 32], ["PyJWT", "ruby-jwt"], False)]
print("As seen: the key is short." if seen == known else "CHANGED")
sys.exit(0 if seen == known else 1)
PY
echo "authlib 1.2.0, PyJWT 2.6.0, ruby-jwt 2.5.0, jwcrypto 1.1.0, python-jose 3.3.0, Node $(node --version)"
/usr/bin/python3 try.py usr/share/rubygems-integration/all/gems/jwt-2.5.0/lib
