# Verifies each DKIM signature of some mails with dkimpy. Standard input is JSON: the TXT records by name, and the mails in Base64.
import base64
import json
import sys

import dkim

given = json.load(sys.stdin)


def txt(name, timeout=5):
    return given["records"].get(name.decode().rstrip("."), "").encode() or None


def is_genuine(mail, index):
    try:
        return dkim.DKIM(mail).verify(idx=index, dnsfunc=txt)
    except dkim.ValidationError:
        return False


def verdicts(mail):
    header = mail.split(b"\r\n\r\n")[0].split(b"\r\n")
    count = sum(line.startswith(b"DKIM-Signature:") for line in header)
    return [is_genuine(mail, index) for index in range(count)]


print(json.dumps([verdicts(base64.b64decode(mail)) for mail in given["mails"]]))
