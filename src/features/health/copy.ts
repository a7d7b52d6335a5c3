export const copy = {
  title: "Not ready",
  ending: "This process is about to end.",
  store: "The store does not answer.",
  outbox: (age: string) => `Mails are due and nobody sends them; the first has waited ${age}.`,
} as const;
