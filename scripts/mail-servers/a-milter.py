# A mail filter (milter) that says one thing at one step: `a-milter.py 'milter refuses at MAIL'`, or another variant of cases.ts.
# Without words of its own, the mail server finds some. The words here are those of rspamd 3.4 (Debian 12), for its final dot.
import sys

import Milter

KINDS = {
    "milter refuses": (Milter.REJECT,),
    "milter defers": (Milter.TEMPFAIL,),
    "limit": (Milter.TEMPFAIL, "451", "4.7.1", 'Ratelimit "to_ip_from" exceeded'),
    "policy": (Milter.REJECT, "554", "5.7.1", "Spam message rejected"),
    "greylisting": (Milter.TEMPFAIL, "451", "4.7.1", "Try again later"),
}
kind, _, step = sys.argv[1].partition(" at ")
verdict, *words = KINDS[kind]


def at(name):
    def answer(self, *_):
        if name != (step or "dot"):
            return Milter.CONTINUE
        if words:
            self.setreply(*words)
        return verdict

    return answer


class Filter(Milter.Base):
    envfrom = at("MAIL")
    envrcpt = at("RCPT")
    data = at("DATA")
    eom = at("dot")


Milter.factory = Filter
Milter.runmilter("filter", "inet:8890@127.0.0.1", 60)
