/** The passwords that other systems' own programs have hashed for these tests. */
export const PASSWORDS = {
  plain: "correct horse battery staple",
  composed: "Grüße Пароль 密码 42".normalize("NFC"),
  decomposed: "Grüße Пароль 密码 42".normalize("NFD"),
  spaces: "  two spaces each side  ",
  long: "0123456789".repeat(8),
} as const;

export type Kind = keyof typeof PASSWORDS;

export const bytesOf = (kind: Kind): Buffer => Buffer.from(PASSWORDS[kind]);

/** Passwords that are none of them, nor the same in the first eight bytes. */
export const WRONG = [
  Buffer.from("Correct horse battery staple"),
  Buffer.from("correct"),
  Buffer.alloc(0),
  Buffer.from([0xff, 0xfe, 0x80]),
];
