import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    title: "Not ready",
    ending: "This process is about to end.",
    store: {
      unreachable: "The store does not answer.",
      "read-only": "The store accepts no writes: it is a standby, or configured to be read-only.",
      full: "The store has no room: the last write found its disk or memory full.",
      busy: "The store is too busy: every connection is in use, or waits for a lock.",
      encoding: "The store cannot hold every character: its encoding is not UTF8.",
    },
    outbox: "Mails are due but are not being sent; the oldest has waited {age}.",
    ready: "Ready, but look at this",
    heldByOperator: "An operator has held all mails and events since {since}. See: postern doctor.",
    warnings: {
      "clock-off":
        "This machine's clock differs from that of the database, whose time Postern uses. Let NTP set it.",
      "reads-wait": "Look-ups wait: something holds a lock on a table, or the store is slow.",
      "writes-wait":
        "Writes that queue mails wait: something holds a lock on a table, or every connection is in use.",
      "sending-held":
        "No mails and events are sent from here, because this database last served another base URL. See: postern doctor.",
      "events-dead":
        "Events could not be told to a handler or a webhook of this site, and are not tried any more. See: postern events list --state dead.",
      "proxy-not-trusted":
        "A proxy that is not configured as trusted forwards requests, so all people behind it share the limits of one client. Name its network in POSTERN_TRUSTED_PROXIES (in the library, trustedProxies).",
      "one-client-refused":
        "One client is refused again and again. If that is a proxy, name its network in POSTERN_TRUSTED_PROXIES (in the library, trustedProxies); if many people are behind one address, raise its limits with POSTERN_LIMITS.",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
