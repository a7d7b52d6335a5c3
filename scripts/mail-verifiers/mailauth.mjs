// mailauth: `mailauth.mjs <its folder> spf|dkim|dmarc`; a question a line as JSON on standard input, a verdict a line.

import { Resolver } from "node:dns/promises";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [folder = "", kind = ""] = process.argv.slice(2);
const load = createRequire(`${folder}/`);
const server = new Resolver();
server.setServers(["127.0.0.1"]);
const resolver = (name, type) => server.resolve(name, type);

const judges = {
  async spf({ from, ip, helo }) {
    const { spf } = load("mailauth/lib/spf");
    const { status } = await spf({ sender: from, ip, helo, mta: "mx.receiver.example", resolver });
    return status.result;
  },
  async dkim({ mail }) {
    const { dkimVerify } = load("mailauth/lib/dkim/verify");
    const { results } = await dkimVerify(Buffer.from(mail), { resolver });
    return results[0].status.result === "pass" ? "pass" : "fail";
  },
  async dmarc({ from, spf, dkim }) {
    const { dmarc } = load("mailauth/lib/dmarc");
    const found = await dmarc({
      headerFrom: [from],
      spfDomains: spf === null ? [] : [{ domain: spf }],
      dkimDomains: dkim === null ? [] : [{ domain: dkim }],
      resolver,
    });
    const { result } = found.status;
    return result === "fail" && found.policy !== "none" ? found.policy : result;
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  const verdict = await judges[kind](question);
  console.log(JSON.stringify({ name: question.name, verdict }));
}
