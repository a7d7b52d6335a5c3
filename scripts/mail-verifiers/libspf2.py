# libspf2, by its own spfquery: a question a line as JSON on standard input, an answer a line.
import json
import subprocess
import sys

# Its errors that are not about a broken record.
ERRORS = {"ErrorCode: (2)": "none", "Temporary DNS failure": "temperror"}

for line in sys.stdin:
    q = json.loads(line)
    asked = ["spfquery.libspf2", "--ip", q["ip"], "--sender", q["from"], "--helo", q["helo"]]
    said = subprocess.run(asked, capture_output=True, text=True, timeout=60)
    verdict = said.stdout.split("\n")[0]
    if verdict == "StartError":
        verdict = next((word for code, word in ERRORS.items() if code in said.stdout), "permerror")
    print(json.dumps({"name": q["name"], "verdict": verdict}), flush=True)
