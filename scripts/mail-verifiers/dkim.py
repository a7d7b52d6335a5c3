# dkimpy: a mail a line as JSON on standard input, a verdict a line.
import json
import sys

import dkim

for line in sys.stdin:
    q = json.loads(line)
    try:
        good = dkim.DKIM(q["mail"].encode()).verify()
    except Exception:
        good = False
    print(json.dumps({"name": q["name"], "verdict": "pass" if good else "fail"}), flush=True)
