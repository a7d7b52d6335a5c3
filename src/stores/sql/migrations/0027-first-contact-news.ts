import type { Migration } from "../migrate.ts";

// first_contact_hours.withheld: mails that ended unsent because the site had no credit for them. first_contacts.state:
// the state of the site that was logged last; null is calm.
export const firstContactNews: Migration = {
  number: 27,
  name: "which mails to strangers were withheld, and the state that was logged",
  tables: [],
  sql: `
    ALTER TABLE first_contact_hours ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE first_contacts ADD COLUMN state TEXT;
  `,
};
