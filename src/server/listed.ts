/** `example.com, *.example.com`, with blanks or commas. */
export const listed = (text: string): unknown => text.split(/[\s,]+/).filter(Boolean);
