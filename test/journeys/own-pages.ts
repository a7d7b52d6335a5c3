import { html, ui, type Custom } from "../../src/extend.ts";

export const custom: Custom = {
  slots: {
    beforePage: (_, page) =>
      page === "login/login" ? "We will be away on Sunday morning." : undefined,
    afterMail: () => [{ action: "Help", url: "https://acme.example/help", kind: "plain" }],
  },
  pages: {
    "password-reset/forgot": (language, { formToken, email, error }) => ({
      title: "Forgot your password?",
      error: error !== undefined,
      body: html`<p>${error ?? "It happens."}</p>
        ${ui.form({
          action: "/forgot",
          formToken,
          body: html`${ui.field(language, { name: "email", label: "Email", type: "email", value: email, error })}
          ${ui.button({ label: "Send me a link" })}`,
        })}`,
    }),
  },
  mails: {
    reset: (_, { url, token, email }) => ({
      subject: "A new password",
      html: html`<h1>Hello ${email}</h1>
        <a href="${url(`/reset/${token}`)}">Choose a new password</a>`,
      text: `Hello ${email}\n\nChoose a new password: ${url(`/reset/${token}`)}`,
    }),
  },
};
