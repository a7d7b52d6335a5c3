export const copy = {
  title: "Not ready",
  store: "The store does not answer.",
  outbox: "Mails are due and nobody sends them.",
} as const;
