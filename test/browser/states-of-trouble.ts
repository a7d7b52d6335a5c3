// What goes wrong, and what only developers see.

import { neighbour, registered, state, type State } from "./scene.ts";

export const trouble: readonly State[] = [
  state("nothing at this address", "Page not found", ({ device }) => device.opens("/no-such-page")),
  state("a form from elsewhere", "We could not accept that form", async ({ device, site }) => {
    await device.page.goto("about:blank"); // a page that is written into another one has its origin
    await device.page.setContent(
      `<form method="post" action="${site.url}/login"><button>Win a prize</button></form>`,
    );
    await device.presses("Win a prize");
  }),
  state(
    "a site under another name",
    "Open this site at its own address",
    async ({ device, site }) => {
      await device.opens(`${neighbour(site)}/register`);
      await device.presses("Create account");
    },
    { device: (site) => ({ elsewhere: neighbour(site) }) },
  ),
  state("out of order", "There is a problem with this service", async ({ device, site, email }) => {
    await device.opens("/forgot");
    await device.types("Email address", email);
    site.sql("ALTER TABLE limits RENAME TO limits_away");
    await device.presses("Send the link");
    await device.sees("There is a problem with this service");
    site.sql("ALTER TABLE limits_away RENAME TO limits");
  }),

  state(
    "development mailbox, empty",
    "Development mailbox",
    ({ device }) => device.opens("/dev/mailbox"),
    { environment: {} },
  ),
  state(
    "development mailbox",
    "Development mailbox",
    async (scene) => {
      await registered(scene);
      await scene.device.opens("/dev/mailbox");
    },
    { environment: {} },
  ),
  state("a captured mail", "Confirm your email address – Postern", async (scene) => {
    const { mail } = await registered(scene);
    await scene.device.opens(`/dev/mailbox/${mail.id}`);
  }),
];
