/** The only source of chance: bytes nobody can foresee. */
export type Random = { bytes(count: number): Uint8Array };
