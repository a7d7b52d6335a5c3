// From the home page to the waiting page.

import {
  BEFORE,
  REFUSING,
  confirmed,
  fills,
  LATER,
  mailIs,
  program,
  registered,
  state,
  type Scene,
  type State,
} from "./scene.ts";
import { isAlarmed, PASSWORD } from "./site.ts";

/** An address that looks mistyped, registered with the form. */
async function registersASlip({ device, email }: Scene): Promise<string> {
  const slip = email.replace("example.com", "gmial.com");
  await device.opens("/register");
  await device.types("Email address", slip);
  await device.types("Create a password", PASSWORD);
  await device.presses("Create account");
  await device.sees("Check your email");
  return slip;
}

export const waiting: readonly State[] = [
  state("home, nobody", "Welcome to Postern", ({ device }) => device.opens("/")),
  state("home, unconfirmed", "Welcome to Postern", async (scene) => {
    await registered(scene);
    await scene.device.opens("/");
  }),
  state("home, confirmed", "Welcome to Postern", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/");
  }),
  state(
    "home, unconfirmed with full access",
    "Welcome to Postern",
    async (scene) => {
      await registered(scene);
      await scene.device.opens("/");
    },
    { environment: { POSTERN_UNCONFIRMED: "full" } },
  ),

  state("register", "Create an account", ({ device }) => device.opens("/register")),
  state("register, nothing entered", "Create an account", async ({ device }) => {
    await device.opens("/register");
    await device.presses("Create account");
    await device.reads("Enter a password");
  }),
  state("register, both wrong", "Create an account", async ({ device }) => {
    await device.opens("/register");
    await device.types("Email address", `${"a".repeat(60)}@example`);
    await device.types("Create a password", "password");
    await device.presses("Create account");
    await device.reads("very common passwords");
  }),
  state(
    "register, address not accepted",
    "Create an account",
    async ({ device }) => {
      await device.opens("/register");
      await device.types("Email address", "ada@refused.example");
      await device.types("Create a password", PASSWORD);
      await device.presses("Create account");
      await device.reads("We cannot use that address here");
    },
    { environment: REFUSING },
  ),
  state(
    "register, a slip that is not accepted",
    "Create an account",
    async ({ device }) => {
      await device.opens("/register");
      await device.types("Email address", "ada@gmali.com");
      await device.types("Create a password", PASSWORD);
      await device.presses("Create account");
      await device.reads("Did you mean ada@gmail.com?");
    },
    { environment: REFUSING },
  ),
  state(
    "register, with a proof of work",
    "Create an account",
    async ({ device, site }) => {
      await isAlarmed(site);
      await device.opens("/register");
      await device.types("Email address", "ada@example.com");
    },
    { environment: {} },
  ),
  state("register, logged in", "Create an account", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/register");
  }),
  state("register, closed", "Registration is closed", ({ device }) => device.opens("/register"), {
    environment: { POSTERN_REGISTER: "closed" },
  }),
  state("register, too many", "Too many attempts", async ({ device, site, email }) => {
    await program(site).json("POST", "/register", { email, password: PASSWORD });
    fills(site, "register");
    await device.opens("/register");
    await device.types("Email address", `again-${email}`);
    await device.types("Create a password", PASSWORD);
    await device.presses("Create account");
  }),

  state("waiting", "Check your email", async (scene) => {
    await registered(scene);
    await scene.device.opens("/unconfirmed");
    await scene.device.unfolds("I did not get the email");
  }),
  state("waiting, with a mailbox to open", "Check your email", async (scene) => {
    await registered(scene, scene.email.replace("example.com", "gmail.com"));
    await scene.device.opens("/unconfirmed");
    await scene.device.reads("Open Gmail");
  }),
  state("waiting, after a slip in the address", "Check your email", async (scene) => {
    await registersASlip(scene);
    await scene.device.reads("If you do not choose");
  }),
  state("waiting, after a slip that was mailed", "Check your email", async (scene) => {
    const email = await registersASlip(scene);
    scene.site.sql("UPDATE mails SET due_on = created_on WHERE email = ?", email);
    await scene.site.mailTo(email);
    await scene.device.opens("/unconfirmed");
    await scene.device.reads("We wrote to");
  }),
  state(
    "waiting, new address not accepted",
    "Check your email",
    async (scene) => {
      await registered(scene);
      await scene.device.opens("/unconfirmed");
      await scene.device.unfolds("I did not get the email");
      await scene.device.types("New email address", "ada@refused.example");
      await scene.device.presses("Send to this address");
      await scene.device.reads("or ask for help: help@acme.example");
    },
    { environment: REFUSING },
  ),
  state("waiting, mail due later", "Check your email", async (scene) => {
    await mailIs(scene, "queued", null);
    await scene.device.reads("An email will go out on");
  }),
  state("waiting, mail not out yet", "Check your email", async (scene) => {
    await mailIs(scene, "sending", null);
    await scene.device.reads("An email is on its way to");
  }),
  state("waiting, mail delayed", "Check your email", async (scene) => {
    await mailIs(scene, "retry", "451 4.7.1 Greylisted, please try again later");
    await scene.device.reads("is asking us to wait");
  }),
  state(
    "waiting, no mail goes out",
    "Check your email",
    async ({ device, email }) => {
      await device.opens("/register");
      await device.types("Email address", email);
      await device.types("Create a password", PASSWORD);
      await device.presses("Create account");
      await device.reads("We cannot send any email at the moment");
    },
    { environment: { SMTP_URL: "smtp://127.0.0.1:1" } }, // nobody listens there
  ),
  state("waiting, an earlier mail came back", "Check your email", async (scene) => {
    await mailIs(scene, "dead", "suppressed: 550 5.1.1 <nobody@example.com>: user unknown");
    await scene.device.reads("came back a short while ago");
  }),
  state("waiting, mail given up", "Check your email", async (scene) => {
    await mailIs(scene, "dead", "could not be sent in time");
    await scene.device.reads("We could not send your email in time.");
  }),
  state("waiting, mail undeliverable", "Check your email", async (scene) => {
    await mailIs(scene, "dead", "550 5.1.1 <nobody@example.com>: user unknown");
    await scene.device.reads("We could not deliver to");
  }),
  state("waiting, link expired", "Check your email", async (scene) => {
    const { email } = await registered(scene);
    scene.site.sql("UPDATE links SET expires_on = ? WHERE email = ?", BEFORE(), email);
    await scene.device.opens("/unconfirmed");
    await scene.device.reads("The link we sent has expired.");
  }),
  state(
    "waiting, busy",
    "Check your email",
    async (scene) => {
      const { email } = await registered(scene);
      scene.site.sql("UPDATE first_contacts SET credit = 0");
      scene.site.sql(
        `UPDATE mails SET state = 'queued', ended_on = NULL, minted_on = NULL, account = 'shown',
           parked_on = created_on, due_on = ? WHERE email = ?`,
        LATER(),
        email,
      );
      await scene.device.opens("/unconfirmed");
      await scene.device.reads("Unusually many people are registering here");
    },
    { environment: { POSTERN_LIMITS: "register=200" } },
  ),
  state("waiting, withheld", "Check your email", async (scene) => {
    await mailIs(scene, "cancelled", "withheld");
    await scene.device.reads("We have not sent this email.");
  }),
  state("waiting, withheld by the site", "Check your email", async (scene) => {
    await mailIs(scene, "cancelled", "withheld-for-credit");
    await scene.device.reads("because unusually many people were registering here");
  }),
  state("waiting, sent again", "Check your email", async (scene) => {
    await registered(scene);
    await scene.device.opens("/unconfirmed");
    scene.site.sql("UPDATE mails SET created_on = created_on - 120000");
    await scene.device.unfolds("I did not get the email");
    await scene.device.presses("Send it again");
    await scene.device.reads("We are sending it again.");
  }),
  state("waiting, sent again too soon", "Check your email", async (scene) => {
    await registered(scene);
    await scene.device.opens("/unconfirmed");
    await scene.device.unfolds("I did not get the email");
    await scene.device.presses("Send it again");
    await scene.device.reads("You asked for it a moment ago.");
  }),
  state("waiting, wrong code", "Check your email", async (scene) => {
    await registered(scene);
    await scene.device.opens("/unconfirmed");
    await scene.device.types("Or enter the 8-digit code from the email", "12345678");
    await scene.device.presses("Confirm with code");
    await scene.device.reads("That code is not right.");
  }),
  state("waiting, wrong new address", "Check your email", async (scene) => {
    await registered(scene);
    await scene.device.opens("/unconfirmed");
    await scene.device.unfolds("I did not get the email");
    await scene.device.types("New email address", "nowhere");
    await scene.device.presses("Send to this address");
    await scene.device.reads("in the correct format");
  }),
  state("waiting, address changed", "Check your email", async (scene) => {
    await registered(scene);
    await scene.device.opens("/unconfirmed");
    await scene.device.unfolds("I did not get the email");
    await scene.device.types("New email address", `new-${scene.email}`);
    await scene.device.presses("Send to this address");
    await scene.device.reads("We are writing to the new address.");
  }),
  state("cancel the registration", "Cancel this registration?", async (scene) => {
    await registered(scene);
    await scene.device.opens("/unconfirmed/cancel");
  }),
  state("get a new mail", "Get a new confirmation email", ({ device }) =>
    device.opens("/unconfirmed"),
  ),
  state("get a new mail, wrong", "Get a new confirmation email", async ({ device }) => {
    await device.opens("/unconfirmed");
    await device.presses("Send");
    await device.reads("Enter your email address");
  }),
  state("get a new mail, sent", "Get a new confirmation email", async ({ device, email }) => {
    await device.opens("/unconfirmed");
    await device.types("Email address", email);
    await device.presses("Send");
    await device.reads("a new email is on its way");
  }),
];
