/** `true` or `false` of a variable; any other text stays as it is, and is then refused with a message. */
export const yesOrNo = (text: string): unknown => ({ true: true, false: false })[text] ?? text;
