// The pages on which a site's staff work.

import { BEFORE, confirmed, program, state, type Scene, type State } from "./scene.ts";
import { PASSWORD } from "./site.ts";

/** Somebody with a role, who is logged in on this device. */
export async function comesAsStaff(
  scene: Scene,
  role: "viewer" | "support" | "admin",
): Promise<void> {
  await confirmed(scene);
  const user = "(SELECT id FROM users WHERE email = ?)";
  if (role === "admin")
    scene.site.sql(`UPDATE users SET admin = 1 WHERE id = ${user}`, scene.email);
  else scene.site.sql(`INSERT INTO user_roles VALUES (${user}, ?)`, scene.email, role);
}

/** Somebody registers elsewhere; the path of their page in the console. */
export async function registers({ site }: Scene, email: string): Promise<string> {
  await program(site).json("POST", "/register", { email, password: PASSWORD });
  await site.mailTo(email);
  const { id } = site.one(`SELECT id FROM users WHERE email = '${email}'`) as { id: string };
  return `/admin/users/${id}`;
}

/** A page of the console, as somebody with a role opens it. */
export const as =
  (role: "viewer" | "support" | "admin", path: string): State["come"] =>
  async (scene) => {
    await comesAsStaff(scene, role);
    await scene.device.opens(path);
  };

/** The page of an act on somebody who has just registered. */
const actOn =
  (email: string, act: string): State["come"] =>
  async (scene) => {
    await comesAsStaff(scene, "admin");
    await scene.device.opens(`${await registers(scene, email)}/${act}`);
  };

const ROWS = { rows: 12 };

/** A webhook that was switched off, so that nothing is sent to it. */
const WEBHOOK = `INSERT OR REPLACE INTO event_receivers (id, kind, name, types, url, created_on, off_on, off_why)
  VALUES ('crm', 'webhook', 'crm', ' user.registered ', 'https://crm.example/in', 1, ?, 'operator')`;

export const console: readonly State[] = [
  state("overview", "Overview", as("viewer", "/admin"), { rows: 3 }),
  state("users", "Users", as("admin", "/admin/users"), ROWS),
  state("users, nobody found", "Users", as("viewer", "/admin/users?q=nobody")),
  state(
    "one user",
    "amy@example.com",
    async (scene) => {
      await comesAsStaff(scene, "admin");
      await scene.device.opens(await registers(scene, "amy@example.com"));
    },
    ROWS,
  ),
  state(
    "an act on several users, and who is left out",
    "Suspend 1 user",
    async (scene) => {
      await comesAsStaff(scene, "admin");
      for (const name of ["gil", "gus"]) await registers(scene, `${name}@bulk.example`);
      scene.site.sql("UPDATE users SET disabled_on = 1 WHERE email = ?", "gil@bulk.example");
      await scene.device.opens("/admin/users/bulk?act=disable&of=filter&domain=bulk.example");
    },
    ROWS,
  ),
  state(
    "an act on several users, without a reason",
    "Delete 1 user",
    async (scene) => {
      await comesAsStaff(scene, "admin");
      await registers(scene, "hal@example.com");
      await scene.device.opens("/admin/users/bulk?act=delete&of=filter&q=hal");
      await scene.device.presses("Delete 1 user");
    },
    ROWS,
  ),
  state(
    "nobody to act on",
    "Nothing to act on",
    as("support", "/admin/users/bulk?act=enable&of=ticked"),
  ),
  state("outbox", "Outbox", as("support", "/admin/outbox"), ROWS),
  state("outbox, nothing found", "Outbox", as("viewer", "/admin/outbox?state=dead")),
  state(
    "one mail",
    "Mail to abe@example.com",
    async (scene) => {
      await comesAsStaff(scene, "support");
      await registers(scene, "abe@example.com");
      await scene.device.opens("/admin/outbox?address=abe@example.com");
      await scene.device.presses("abe@example.com");
    },
    ROWS,
  ),
  state("suppressed addresses", "Suppressed addresses", async (scene) => {
    await comesAsStaff(scene, "support");
    scene.site.sql(
      "INSERT INTO suppressions (email_key, since, answer, mail_id) VALUES (?, ?, ?, 'gone')",
      "abe@example.com",
      BEFORE(),
      "550 5.1.1 no such user",
    );
    await scene.device.opens("/admin/suppressions");
  }),
  state(
    "events",
    "Events",
    async (scene) => {
      await comesAsStaff(scene, "admin");
      scene.site.sql(WEBHOOK, BEFORE());
      await registers(scene, "eva@example.com");
      await scene.device.opens("/admin/events");
    },
    ROWS,
  ),
  state("a webhook, switched off", "Switch the webhook crm off", async (scene) => {
    await comesAsStaff(scene, "admin");
    scene.site.sql(WEBHOOK, BEFORE());
    await scene.device.opens("/admin/webhooks/crm/off");
  }),
  state("audit log", "Audit log", as("admin", "/admin/audit"), { rows: 20 }),
  state("audit log, an odd date", "Audit log", as("support", "/admin/audit?since=soon")),
  state("why", "Why no mail came", as("viewer", "/admin/why")),
  state(
    "why, nobody's address",
    "Why no mail came",
    as("support", "/admin/why?address=zoe@example.com"),
  ),
  state("an act", "Suspend ben@example.com", actOn("ben@example.com", "disable")),
  state("an act, without a reason", "Delete cid@example.com", async (scene) => {
    await actOn("cid@example.com", "delete")(scene);
    await scene.device.presses("Delete for good");
  }),
  state(
    "an act, done",
    "dan@example.com",
    async (scene) => {
      await actOn("dan@example.com", "disable")(scene);
      await scene.device.types("Reason", "asked by phone");
      await scene.device.presses("Suspend");
    },
    ROWS,
  ),
  state("a page for the staff, opened by somebody else", "Page not found", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/admin/users");
  }),
];
