# libopendmarc: a question a line as JSON on standard input, a verdict a line.
import ctypes
import json
import sys

lib = ctypes.CDLL("libopendmarc.so.2")
lib.opendmarc_policy_connect_init.restype = ctypes.c_void_p


class Settings(ctypes.Structure):
    _fields_ = [
        ("tld_type", ctypes.c_int),
        ("tld_source_file", ctypes.c_char * 4096),
        ("nscount", ctypes.c_int),
        ("nsaddr_list", ctypes.c_char * 48),
    ]


SUFFIXES = b"/usr/share/publicsuffix/public_suffix_list.dat"
settings = Settings(tld_type=1, tld_source_file=SUFFIXES, nscount=0)
lib.opendmarc_policy_library_init(ctypes.byref(settings))
VERDICTS = {14: "none", 15: "pass", 16: "reject", 17: "quarantine", 18: "fail"}


def judge(q):
    context = ctypes.c_void_p(lib.opendmarc_policy_connect_init(b"192.0.2.25", 4))
    lib.opendmarc_policy_store_from_domain(context, q["from"].encode())
    if q["spf"]:
        lib.opendmarc_policy_store_spf(context, q["spf"].encode(), 1, 1, b"")
    if q["dkim"]:
        lib.opendmarc_policy_store_dkim(context, q["dkim"].encode(), b"s", 1, b"")
    found = lib.opendmarc_policy_query_dmarc(context, q["from"].encode())
    if found != 0:
        return "none"
    policy = lib.opendmarc_get_policy_to_enforce(context)
    return VERDICTS.get(policy, str(policy))


for line in sys.stdin:
    q = json.loads(line)
    print(json.dumps({"name": q["name"], "verdict": judge(q)}), flush=True)
