import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    title: "Not ready",
    ending: "This process is about to end.",
    store: {
      unreachable: "The store does not answer.",
      "read-only": "The store takes no writes: it is a standby, or set to be read only.",
      full: "The store has no room: the last write found its disk or memory full.",
      busy: "The store is too busy: every connection is in use, or waits for a lock.",
      encoding: "The store cannot hold every letter: its encoding is not UTF8.",
    },
    outbox: (age: string) => `Mails are due and nobody sends them; the first has waited ${age}.`,
    ready: "Ready, but look at this",
    warnings: {
      "clock-off":
        "This machine's clock is not in step with the database's, by which Postern goes. Let NTP set it.",
      "reads-wait": "Look-ups wait: something holds a lock on a table, or the store is slow.",
      "writes-wait":
        "What queues mails waits: something holds a lock on a table, or every connection is in use.",
      "proxy-not-trusted":
        "A proxy that nobody named passes requests on, so all people behind it share the limits of one client. Name its network in POSTERN_TRUSTED_PROXIES (in the library, trustedProxies).",
      "one-client-refused":
        "One client is refused again and again. If that is a proxy, name its network in POSTERN_TRUSTED_PROXIES (in the library, trustedProxies); if many people are behind one address, raise its limits with POSTERN_LIMITS.",
    },
  },
});
