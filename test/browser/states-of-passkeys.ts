// Passkeys: the list, one of them, the offer, and what is said where something did not work.

import { writePasskey } from "../../src/domain/passkey.ts";
import { days } from "../../src/domain/time.ts";
import { confirmed, state, type Scene, type State } from "./scene.ts";

/** Gives the user a passkey that no authenticator has, and returns the path of its page. */
function has(
  { site, email }: Scene,
  name: string,
  {
    factor = "both",
    backup = "done",
  }: { factor?: "both" | "second"; backup?: "done" | "none" } = {},
): string {
  const id = `${name}-${email}`.replaceAll(/\W/g, "-");
  const data = { publicKey: "", transports: ["internal"], backup, aaguid: "" };
  site.sql(
    `INSERT INTO credentials (id, user_id, kind, factor, secret, handle, name, created_on)
     SELECT ?, id, 'passkey', ?, ?, ?, ?, ? FROM users WHERE email = ?`,
    id,
    factor,
    writePasskey(data, "localhost"),
    id,
    name,
    Date.now() - days(40),
    email,
  );
  return `/profile/passkeys/${id}`;
}

/** Of words that are the same in every language. */
const LONG = "Firefox, Chrome, Edge, Safari, Gmail, Linux, Firefox, Chrome, Edge";

/** As if everything that can be asked for had been shown just now. */
function provesAll({ site }: Scene): void {
  const evidence = [{ kind: "passkey", factor: "both", on: Date.now() }];
  site.sql("UPDATE sessions SET evidence = ?", JSON.stringify(evidence));
}

/** Asking the site for a challenge fails. */
const offline = ({ device }: Scene): Promise<unknown> =>
  device.page.route("**/passkeys/options*", (route) => route.fulfill({ status: 503 }));

export const passkeys: readonly State[] = [
  state("passkeys, none", "Your passkeys", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/profile/passkeys");
  }),
  state(
    "passkeys",
    "Your passkeys",
    async (scene) => {
      await confirmed(scene);
      has(scene, "iPhone");
      has(scene, LONG, { backup: "none" });
      has(scene, "Linux", { factor: "second", backup: "none" });
      await scene.device.opens("/profile/passkeys");
    },
    { rows: 3 },
  ),
  state("a passkey", `“${LONG}”`, async (scene) => {
    await confirmed(scene);
    has(scene, "iPhone");
    await scene.device.opens(has(scene, LONG));
  }),
  state("a passkey, the only second step", "“Edge”", async (scene) => {
    await confirmed(scene);
    provesAll(scene);
    scene.site.sql("UPDATE users SET factors = 2 WHERE email = ?", scene.email);
    await scene.device.opens(has(scene, "Edge", { factor: "second", backup: "none" }));
    await scene.device.reads("Logging in will take only one step.");
  }),
  state(
    "a passkey that is required",
    "“iPhone”",
    async (scene) => {
      await confirmed(scene);
      provesAll(scene);
      await scene.device.opens(has(scene, "iPhone"));
      await scene.device.reads("You need a second step here.");
    },
    { environment: { POSTERN_SECOND_FACTOR: "required" } },
  ),
  state("a passkey is offered", "Log in without a password next time", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/profile/passkeys/offer?next=/profile");
  }),
  state("show a passkey once more", "Enter your password again", async (scene) => {
    await confirmed(scene);
    has(scene, "iPhone");
    await scene.device.opens("/login/again?next=/profile");
  }),
];

/** What only scripts show. */
export const passkeysWithScripts: readonly State[] = [
  state("log in with a passkey, failed", "Log in", async (scene) => {
    await offline(scene);
    await scene.device.opens("/login");
    await scene.device.presses("Log in with a passkey");
    await scene.device.reads("That did not work.");
  }),
  state("add a passkey, failed", "Your passkeys", async (scene) => {
    await confirmed(scene);
    await offline(scene);
    await scene.device.opens("/profile/passkeys");
    await scene.device.unfolds("Add a security key as a second step");
    await scene.device.presses("Add a security key");
    await scene.device.reads("That did not work.");
    await scene.device.presses("Add a passkey");
  }),
];
