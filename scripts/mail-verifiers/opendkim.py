# OpenDKIM, by its own opendkim-testmsg: a mail a line as JSON on standard input, a verdict a line.
import json
import subprocess
import sys

for line in sys.stdin:
    q = json.loads(line)
    mail = q["mail"].encode()
    said = subprocess.run(["opendkim-testmsg", "-C"], input=mail, capture_output=True, timeout=60)
    verdict = "pass" if said.returncode == 0 else "fail"
    print(json.dumps({"name": q["name"], "verdict": verdict}), flush=True)
