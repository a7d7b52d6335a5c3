// How much of what is done at once is for one domain, or one receiver: who answers fast gets more.

/** What a worker knows about those whom it works for, each by its name. */
export type Shares = {
  /** How many more may be claimed for it. */
  roomFor(name: string): number;
  /** Those for which there is no room. */
  full(): readonly string[];
  take(name: string): void;
  /** It has ended. `wasQuick`: it was accepted without much waiting. */
  giveBack(name: string, wasQuick: boolean): void;
};

/** Who is unknown gets one in five: they may be slow, and so may others. */
const ONE_OF = 5;

/**
 * Shares that start at a fifth of what is done at once, grow by one with each quick one up to `most`, and fall back to
 * the start with the first slow or failed one, as TCP's congestion window does (RFC 5681): who answers fast soon has
 * all the room, and who hangs has hardly any.
 */
export function shares(most: number, atOnce: number): Shares {
  const first = Math.max(1, Math.floor(atOnce / ONE_OF));
  const known = new Map<string, { share: number; inHand: number }>();
  const of = (name: string): { share: number; inHand: number } =>
    known.get(name) ?? { share: first, inHand: 0 };
  const roomFor = (name: string): number => of(name).share - of(name).inHand;
  return {
    roomFor,
    full: () => [...known.keys()].filter((name) => roomFor(name) <= 0),
    take(name) {
      const { share, inHand } = of(name);
      known.set(name, { share, inHand: inHand + 1 });
    },
    giveBack(name, wasQuick) {
      const { share, inHand } = of(name);
      const next = {
        share: wasQuick ? Math.min(most, share + 1) : first,
        inHand: inHand - 1,
      };
      if (next.inHand === 0 && next.share === first) known.delete(name);
      else known.set(name, next);
    },
  };
}
