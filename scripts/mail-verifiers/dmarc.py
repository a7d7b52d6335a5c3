# authheaders: a question a line as JSON on standard input, a verdict a line.
import json
import sys

import authheaders
from authres import DKIMAuthenticationResult, SPFAuthenticationResult


def judge(q):
    spf = SPFAuthenticationResult(
        result="pass" if q["spf"] else "none", smtp_mailfrom="bounces@" + (q["spf"] or "unrelated.example")
    )
    dkim = DKIMAuthenticationResult(
        result="pass" if q["dkim"] else "none", header_d=q["dkim"] or "unrelated.example"
    )
    result, _, _, policy = authheaders.dmarc_per_from(q["from"], spf, dkim)
    if result == "fail":
        return "fail" if policy == "none" else policy
    return result


for line in sys.stdin:
    q = json.loads(line)
    try:
        verdict = judge(q)
    except Exception:  # a record that it cannot read
        verdict = "none"
    print(json.dumps({"name": q["name"], "verdict": verdict}), flush=True)
