/** The commonest passwords of 8 characters or more, lower-cased, the commonest first, space between. */
export const COMMON_PASSWORDS: string;
