# pyspf: a question a line as JSON on standard input, an answer a line.
import json
import sys

import spf

for line in sys.stdin:
    q = json.loads(line)
    try:
        verdict, _ = spf.check2(i=q["ip"], s=q["from"], h=q["helo"])
    except Exception as error:
        verdict = f"{type(error).__name__}: {error}"
    print(json.dumps({"name": q["name"], "verdict": verdict}), flush=True)
