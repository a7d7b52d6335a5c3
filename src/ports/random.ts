/** The only source of randomness: unpredictable bytes. */
export type Random = { bytes(count: number): Uint8Array };
