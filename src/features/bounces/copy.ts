export const copy = {
  wrongSecret: {
    title: "This is for mail servers",
    text: "Reports of bounced mails are taken from whoever sends the secret for bounces.",
  },
} as const;
