// JSON that people may look at in a terminal.

/** What controls a terminal, or turns the direction of what follows. Outside of texts, JSON has only line breaks of these. */
const CONTROLS = /[^\P{Cc}\n]|\p{Cf}/gu;

/** JSON in which such characters, which strangers may have written, are escaped. Read again, it is the same. */
export const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(value, undefined, indent).replace(CONTROLS, escaped);

const escaped = (character: string): string =>
  Array.from({ length: character.length }, (_, at) => {
    const unit = character.charCodeAt(at).toString(16);
    return `\\u${unit.padStart(4, "0")}`;
  }).join("");
