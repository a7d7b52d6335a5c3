export const copy = {
  wrongSecret: {
    title: "This is for mail servers",
    text: "Reports of bounced mails are taken from whoever sends the secret for bounces.",
  },
} as const;

/** Acts of the audit log, as the page with one's own data names them. */
export const auditActs = {
  "mail-bounced": "Mail came back",
} as const;
