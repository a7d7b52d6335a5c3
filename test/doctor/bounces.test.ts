import { describe, expect, test } from "vitest";
import { like } from "../cli/tools.ts";
import { examined } from "./tools.ts";

const SECRET = { POSTERN_BOUNCE_SECRET: "hook-9f8e7d6c5b4a39281706f5e4d3c2b1a0" };

const at = (domain: string) => ({ POSTERN_BOUNCE_ADDRESS: `bounces@${domain}`, ...SECRET });

const bounces = async (options: Parameters<typeof examined>[0]) =>
  (await examined(options)).findings.filter(({ check }) => check === "bounces");

describe.concurrent("postern doctor on the address for bounces", () => {
  test("finds it sound where its domain takes mail and the hook is open", async () => {
    expect(await bounces({ environment: at("example.com") })).toMatchObject([
      { state: "ok", seen: "mail for example.com goes to mail.example.com" },
    ]);
  });

  test("has nothing to mend where there is none, and says what that means", async () => {
    expect(await bounces({})).toMatchObject([
      { state: "ok", seen: like(/nobody here is told of mails that bounce/) },
    ]);
  });

  test("sees a domain that takes no mail, and says what to publish", async () => {
    const environment = at("back.example.com");
    expect(await bounces({ environment })).toMatchObject([
      {
        state: "problem",
        seen: like(/^back\.example\.com accepts no mail/),
        mend: like(/bounces@back\.example\.com/),
        record: { name: "back.example.com", type: "MX" },
      },
    ]);
    const zone = { "back.example.com": [{ mx: "." }] };
    expect(await bounces({ environment, zone })).toMatchObject([{ state: "problem" }]);
  });

  test("sees an address without a secret, and a secret without an address", async () => {
    const { POSTERN_BOUNCE_ADDRESS } = at("example.com");
    expect(await bounces({ environment: { POSTERN_BOUNCE_ADDRESS } })).toMatchObject([
      { state: "ok" },
      { state: "warning", seen: like(/the hook is closed/), mend: like(/POSTERN_BOUNCE_SECRET/) },
    ]);
    const listening = { POSTERN_BOUNCE_ADDRESS, POSTERN_BOUNCE_LISTEN: "127.0.0.1:2424" };
    expect(await bounces({ environment: listening })).toMatchObject([{ state: "ok" }]);
    const alone = await examined({ environment: SECRET });
    expect(alone.of("configuration")).toMatchObject({
      state: "problem",
      seen: "POSTERN_BOUNCE_ADDRESS cannot be used",
    });
    expect(alone.of("bounces")).toBeUndefined();
  });

  test("names the hooks of mail services that are open, and no secret", async () => {
    const secret = "postmark-4b1d9c7e2f8a6035d1c9b7a5e3f10284";
    const environment = {
      POSTERN_HOOK_POSTMARK: secret,
      POSTERN_HOOK_SES: "arn:aws:sns:eu-west-1:123456789012:mails",
    };
    const { findings } = await examined({ environment });
    const open = findings.filter(({ check }) => check === "mail hooks");
    expect(open).toMatchObject([
      { state: "ok", seen: like(/^open: http\S+\/hooks\/mail\/ses, \S+\/hooks\/mail\/postmark$/) },
    ]);
    expect(findings.map(({ check }) => check)).not.toContain("bounces");
    expect(JSON.stringify(findings)).not.toContain(secret);
  });

  test("asks the domain that mails are sent from for SPF: that of the return paths", async () => {
    const environment = at("back.example.com");
    const without = await examined({
      environment,
      zone: { "back.example.com": [{ mx: "mail.example.com" }] },
    });
    expect(without.of("spf")).toMatchObject({
      state: "problem",
      record: { name: "back.example.com", type: "TXT" },
    });
    const records = [{ mx: "mail.example.com" }, { txt: "v=spf1 mx -all" }];
    const sound = await examined({ environment, zone: { "back.example.com": records } });
    expect(sound.of("spf")?.state).toBe("ok");
  });
});
