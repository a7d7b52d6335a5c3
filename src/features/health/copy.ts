export const copy = {
  title: "Not ready",
  store: "The store does not answer.",
  outbox: (age: string) => `Mails are due and nobody sends them; the first has waited ${age}.`,
} as const;
