// A second factor that is lost, and a reset that shows what was added lately.

import { english } from "../../src/domain/language.ts";
import { days } from "../../src/domain/time.ts";
import {
  BEFORE,
  logInCookies,
  opensMail,
  program,
  state,
  type Scene,
  type State,
} from "./scene.ts";
import { secondStep, twoSteps } from "./states-of-two-steps.ts";
import { PASSWORD } from "./site.ts";

const LOST = "/login/second-step/lost";

const IN_A_WEEK = english.date(Date.now() + days(7));

/** The mail with which the wait begins. */
async function asks(scene: Scene) {
  await twoSteps(scene);
  const browser = program(scene.site);
  await browser.json("POST", "/login", { email: scene.email, password: PASSWORD });
  await browser.json("POST", LOST);
  return scene.site.mailOf("lose-factor", scene.email);
}

/** The notice of a wait that has begun. */
async function waits(scene: Scene) {
  const { links, code } = await asks(scene);
  await program(scene.site).json("POST", "/lose-factor", { link: links[0], code });
  return scene.site.mailOf("factor-removal-begun", scene.email);
}

const ended = ({ site, email }: Scene, purpose: string): void =>
  site.sql(
    "UPDATE links SET expires_on = ? WHERE email = ? AND purpose = ?",
    BEFORE(),
    email,
    purpose,
  );

export const lostFactors: readonly State[] = [
  state("lost factor", "You cannot take the second step", async (scene) => {
    await secondStep(scene);
    await scene.device.opens(LOST);
  }),
  state("lost factor, no proven mailbox", "You cannot take the second step", async (scene) => {
    await secondStep(scene);
    scene.site.sql("UPDATE users SET confirmed_on = NULL WHERE email = ?", scene.email);
    await scene.device.opens(LOST);
    await scene.device.reads("You can register again");
  }),
  state("lost factor, mailed", "Check your email", async (scene) => {
    await secondStep(scene);
    await scene.device.opens(LOST);
    await scene.device.presses("Send the link");
  }),
  state("lost factor, its link", "Remove your second step?", async (scene) => {
    await opensMail(scene, await asks(scene));
  }),
  state("lost factor, no code", "Remove your second step?", async (scene) => {
    await opensMail(scene, await asks(scene));
    await scene.device.presses("Begin the wait");
    await scene.device.reads("Enter the code from the email");
  }),
  state("lost factor, begun", `Your second step will be removed on ${IN_A_WEEK}`, async (scene) => {
    const mail = await asks(scene);
    await opensMail(scene, mail);
    await scene.device.types("Code from the email", mail.code ?? "");
    await scene.device.presses("Begin the wait");
  }),
  state(
    "lost factor, waiting",
    `Your second step will be removed on ${IN_A_WEEK}`,
    async (scene) => {
      await waits(scene);
      await scene.device.page.context().clearCookies();
      await logInCookies(scene.device, scene.email);
      await scene.device.opens(LOST);
    },
  ),
  state("lost factor, link expired", "This link has expired", async (scene) => {
    const mail = await asks(scene);
    ended(scene, "lose-factor");
    await opensMail(scene, mail);
  }),
  state("lost factor, link used", "This link was already used", async (scene) => {
    await waits(scene);
    await opensMail(scene, await scene.site.mailOf("lose-factor", scene.email));
  }),
  state("lost factor, link unknown", "We do not recognise this link", ({ device }) =>
    device.opens("/lose-factor/half-of-a-link"),
  ),
  state("profile, a factor is to be removed", "Your profile", async (scene) => {
    await waits(scene);
    await scene.device.opens("/profile");
    await scene.device.reads("Your second step is to be removed");
  }),
  state("keep the factor, logged in", "Keep your second step?", async (scene) => {
    await waits(scene);
    await scene.device.opens("/profile/keep-factor");
  }),
  state("keep the factor", "Keep your second step?", async (scene) => {
    await opensMail(scene, await waits(scene));
  }),
  state("keep the factor, no code", "Keep your second step?", async (scene) => {
    await opensMail(scene, await waits(scene));
    await scene.device.presses("Keep my second step");
    await scene.device.reads("Enter the code from the email");
  }),
  state("factor kept", "Your second step stays", async (scene) => {
    const mail = await waits(scene);
    await opensMail(scene, mail);
    await scene.device.types("Code from the email", mail.code ?? "");
    await scene.device.presses("Keep my second step");
  }),
  state("factor kept, link used", "Your second step stays", async (scene) => {
    const mail = await waits(scene);
    const { links, code } = mail;
    await program(scene.site).json("POST", "/keep-factor", { link: links[0], code });
    await opensMail(scene, mail);
  }),
  state("reset, with what was added lately", "Choose a new password", async (scene) => {
    await twoSteps(scene);
    scene.site.sql(
      `INSERT INTO credentials (id, user_id, kind, factor, secret, name, created_on)
       SELECT ?, id, 'passkey', 'both', '', '2741', ? FROM users WHERE email = ?`,
      `passkey of ${scene.email}`,
      Date.now(),
      scene.email,
    );
    await program(scene.site).json("POST", "/forgot", { email: scene.email });
    await opensMail(scene, await scene.site.mailOf("reset", scene.email));
    await scene.device.reads("Remove all of these");
  }),
];
