export const copy = {
  title: "Not ready",
  ending: "This process is about to end.",
  store: "The store does not answer.",
  outbox: (age: string) => `Mails are due and nobody sends them; the first has waited ${age}.`,
  ready: "Ready, but look at this",
  warnings: {
    "proxy-not-trusted":
      "A proxy that nobody named passes requests on, so all people behind it share the limits of one client. Name its network in POSTERN_TRUSTED_PROXIES (in the library, trustedProxies).",
    "one-client-refused":
      "One client is refused again and again. If that is a proxy, name its network in POSTERN_TRUSTED_PROXIES (in the library, trustedProxies); if many people are behind one address, raise its limits with POSTERN_LIMITS.",
  },
} as const;
