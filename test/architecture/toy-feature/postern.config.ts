// The configuration of a site with the newsletter, for the server and the command line.

import { newsletter } from "./feature.ts";

export default { appName: "Acme", features: [newsletter], newsletterLink: "48 hours" };
