"""Writes and reads tokens with the real itsdangerous, for the test beside this file.

Standard input holds one job per line, as JSON; standard output one answer per line, in their order.
A job with a "token" reads it and answers {"payload", "signedAt"} or {"error": <class>}; another one
signs its "payload" at the second "now" and answers {"token"}. Keys come oldest first, as here usual.
"""

import hashlib
import json
import sys

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

DIGESTS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha512": hashlib.sha512}


def serializer(job):
    class SignerAt(TimestampSigner):
        """The clock stands where the job says."""

        def get_timestamp(self):
            return job["now"]

    return URLSafeTimedSerializer(
        job["keys"],
        salt=job["salt"],
        signer=SignerAt,
        signer_kwargs={
            "key_derivation": job["derivation"],
            "digest_method": DIGESTS[job["digest"]],
        },
    )


def answer(job):
    if "token" not in job:
        return {"token": serializer(job).dumps(job["payload"])}
    try:
        payload, signed_at = serializer(job).loads(
            job["token"], max_age=job.get("maxAge"), return_timestamp=True
        )
    except BadData as error:
        return {"error": type(error).__name__}
    return {"payload": payload, "signedAt": int(signed_at.timestamp())}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))))
