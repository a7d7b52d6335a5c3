// Defences, each with the code that is the defence, what is left without it, and who must notice.

export type Defence = {
  readonly name: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly code: string;
  readonly without: string;
  /** The test files of which at least one must fail. */
  readonly noticedBy: readonly string[];
};

const attacks = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `test/attacks/${name}.test.ts`);

export const DEFENCES: readonly Defence[] = [
  {
    name: "a POST names our own origin",
    file: "src/http/origin.ts",
    code: 'return origin === new URL(baseUrl).origin ? "ours" : "cross-site";',
    without: 'return origin === "" ? "cross-site" : "ours";',
    noticedBy: attacks("cross-site-posts"),
  },
  {
    name: "a form without an origin carries its token",
    file: "src/http/origin.ts",
    code: 'return isJson ? "ours" : "needs-form-token";',
    without: 'return isJson ? "ours" : "ours";',
    noticedBy: attacks("cross-site-posts"),
  },
  {
    name: "a repeated field is refused",
    file: "src/http/form.ts",
    code: 'if (unique.has(name)) return refused("repeated-field");',
    without: "",
    noticedBy: attacks("type-confusion"),
  },
  {
    name: "a body has a largest size",
    file: "src/http/form.ts",
    code: "const MOST_BYTES = 16 * 1024;",
    without: "const MOST_BYTES = 16 * 1024 * 1024;",
    noticedBy: attacks("type-confusion"),
  },
  {
    name: "each purpose of a link has a salt of its own",
    file: "src/domain/link-codec.ts",
    code: "salt: `postern.link.${purpose}`",
    without: "salt: `postern.link`",
    noticedBy: attacks("forged-links"),
  },
  {
    name: "a link alone confirms nothing",
    file: "src/features/confirmation/confirmation.ts",
    code: 'if (password === "" && newPassword === "") return refused("proof-needed");',
    without:
      'if (password === "" && newPassword === "") return done({ kind: "new-password", passwordHash: "" });',
    noticedBy: attacks("scanners", "confirm-button-trap"),
  },
  {
    name: "a take-over ends every session of the registration",
    file: "src/stores/sql/confirmation.ts",
    code: "    yield* endSessions(userId);\n",
    without: "",
    noticedBy: attacks("unexpired-session"),
  },
  {
    name: "who owns an address is decided by its primary key",
    file: "src/stores/sql/addresses.ts",
    code: "return claimed === 1;",
    without: "return claimed >= 0;",
    noticedBy: ["src/stores/sql/sqlite.contract.test.ts"],
  },
  {
    name: "the owner's rivals are gone",
    file: "src/stores/sql/confirmation.ts",
    code: "  yield* removeRivals(sql.ids, { emailKey, ownerId: userId, now });\n",
    without: "",
    noticedBy: attacks("classic-pre-hijack", "squatting"),
  },
  {
    name: "a link works once, and not after its time",
    file: "src/stores/sql/links.ts",
    code: "AND ended_on IS NULL AND expires_on > ?",
    without: "AND ? > 0",
    noticedBy: attacks("parallel-confirmations", "forged-links"),
  },
  {
    name: "people tick a box to remove a registration",
    file: "src/features/confirmation/routes.ts",
    code: 'sent.link === undefined && sent.sure === ""',
    without: 'sent.link === undefined && sent.sure === "never"',
    noticedBy: attacks("scanners"),
  },
  {
    name: "a code takes five tries",
    file: "src/domain/link.ts",
    code: "export const CODE_TRIES = 5;",
    without: "export const CODE_TRIES = 5_000;",
    noticedBy: attacks("guessed-codes"),
  },
  {
    name: "a mailbox has a budget",
    file: "src/domain/limits.ts",
    code: "{ count: 5, every: hours(1) },",
    without: "{ count: 5_000, every: hours(1) },",
    noticedBy: attacks("mail-bombing"),
  },
  {
    name: "wrong passwords make one wait",
    file: "src/features/login/login.ts",
    code: 'if (!verdict.allowed) return { ...refused("too-many"), retryOn: verdict.retryOn };',
    without: "",
    noticedBy: attacks("guessed-passwords"),
  },
  {
    name: "a login for nobody costs a verification",
    file: "src/features/login/login.ts",
    code: "await passwords.verify(newest?.passwordHash, password)",
    without: "newest !== undefined && (await passwords.verify(newest.passwordHash, password))",
    noticedBy: attacks("enumeration"),
  },
  {
    name: "sessions are stored as digests",
    file: "src/domain/session.ts",
    code: 'return hash("sha256", secret, "base64url");',
    without: "return secret;",
    noticedBy: attacks("leaked-secrets"),
  },
  {
    name: "`next` stays on this site",
    file: "src/http/web.ts",
    code: "const path = localPath(kept === undefined ? undefined : decoded(kept), settings.baseUrl);",
    without: "const path = kept === undefined ? undefined : decoded(kept);",
    noticedBy: attacks("open-redirects"),
  },
  {
    name: "mailed links are built from the configured base URL, and leave the URL at once",
    file: "src/http/held-link.ts",
    code: "return goesTo(to, { status: 303 }, { cookies: [cookie] });",
    without: 'return goesTo(`${to}?link=${token ?? ""}`, { status: 303 }, { cookies: [cookie] });',
    noticedBy: attacks("leaked-secrets"),
  },
  {
    name: "pages may run our scripts only",
    file: "src/http/headers.ts",
    code: "`script-src ${hashes(inline.scripts)}`,",
    without: "\"script-src 'unsafe-inline'\",",
    noticedBy: attacks("missing-headers"),
  },
  {
    name: "scripts cannot read the session cookie",
    file: "src/http/cookies.ts",
    code: "; Path=/; HttpOnly; SameSite=Lax",
    without: "; Path=/; SameSite=Lax",
    noticedBy: attacks("session-fixation", "missing-headers"),
  },
  {
    name: "a reset ends every session",
    file: "src/stores/sql/password-reset.ts",
    code: "  yield* endSessions(userId);\n",
    without: "",
    noticedBy: attacks("races", "unexpired-session"),
  },
  {
    name: "a user who is disabled or to be deleted has no visits",
    file: "src/features/sessions/sessions.ts",
    code: "if (isClosed(visit.user)) return undefined;",
    without: "",
    noticedBy: ["test/attacks/forgotten-doors.test.ts", "test/journeys/sessions.test.ts"],
  },
  {
    name: "unconfirmed users reach what the policy says",
    file: "src/domain/user.ts",
    code: '? "everything" : "waiting-room";',
    without: '? "everything" : "everything";',
    noticedBy: attacks("forgotten-doors"),
  },
  {
    name: "what is important asks for the password again",
    file: "src/http/door.ts",
    code: 'door === "entrants" || isFresh(',
    without: 'door !== "anyone" || isFresh(',
    noticedBy: ["test/journeys/login-again.test.ts", "test/journeys/sessions.test.ts"],
  },
  {
    name: "a change of address needs the user, not only the link",
    file: "src/features/email-change/email-change.ts",
    code: 'return checked.reason === "password-missing" ? refused("proof-needed") : checked;',
    without: 'return done({ kind: "session", hash: visit?.hash ?? "" });',
    noticedBy: ["test/journeys/email-change.test.ts"],
  },
  {
    name: "disguised addresses are refused",
    file: "src/domain/email-address.ts",
    code: 'if (!display.isWellFormed() || display.normalize("NFKC") !== display) {',
    without: "if (!display.isWellFormed()) {",
    noticedBy: attacks("look-alike-addresses"),
  },
  {
    name: "a client's address is what trusted proxies say, and nobody else",
    file: "src/domain/client-address.ts",
    code: "client !== undefined && isTrusted(client, trustedProxies);",
    without: "client !== undefined;",
    noticedBy: attacks("made-up-client-addresses"),
  },
  {
    name: "few passwords wait to be hashed",
    file: "src/adapters/argon2-hasher.ts",
    code: 'if (waiting.length >= mayWait) throw new Overloaded("Too many passwords wait to be hashed.");',
    without: "",
    noticedBy: attacks("overload"),
  },
  {
    name: "of reset links only the newest lives",
    file: "src/stores/sql/outbox-words.ts",
    code: 'const keep = link.purpose === "confirm" ? LIVE_LINKS : 1;',
    without: "const keep = LIVE_LINKS;",
    noticedBy: attacks("forged-links"),
  },
  {
    name: "a hash of weaker parameters is replaced at login",
    file: "src/features/login/login.ts",
    code: "passwords.isOutdated(passwordHash) ? await passwords.hash(password) : undefined",
    without: "undefined",
    noticedBy: attacks("weak-hashes"),
  },
  {
    name: "after an undo the address stays for a week",
    file: "src/stores/sql/email-change.ts",
    code: "AND COALESCE(email_frozen_until, 0) <= ?",
    without: "AND ? > 0",
    noticedBy: attacks("unexpired-email-change"),
  },
  {
    name: "a return path is signed",
    file: "src/domain/return-path.ts",
    code: "return genuine ? id.replace",
    without: "return check ? id.replace",
    noticedBy: attacks("forged-bounces"),
  },
  {
    name: "the hook for bounces asks for its secret",
    file: "src/features/bounces/routes.ts",
    code: "isSameText(key, given)).includes(true)",
    without: "isSameText(key, given)).length > 0",
    noticedBy: attacks("forged-bounces"),
  },
  {
    name: "a mail server elsewhere has to speak TLS",
    file: "src/adapters/smtp-mailer.ts",
    code: "requireTLS: !options.secure && !local",
    without: "requireTLS: false",
    noticedBy: ["test/mails/tls.test.ts"],
  },
];
