// MD5 with a coin toss, "$md5", of Solaris 9 (2002), by Alec Muffett. Described in
// https://passlib.readthedocs.io/en/stable/lib/passlib.hash.sun_md5_crypt.html

import { hash } from "node:crypto";
import { md5Text } from "./md5-crypt.ts";

const LEAST_ROUNDS = 4_096;

/** Hamlet, act 3, scene 1, letter by letter as in the edition of Project Gutenberg, with a zero byte at its end. */
const HAMLET = Buffer.from(`To be, or not to be,--that is the question:--
Whether 'tis nobler in the mind to suffer
The slings and arrows of outrageous fortune
Or to take arms against a sea of troubles,
And by opposing end them?--To die,--to sleep,--
No more; and by a sleep to say we end
The heartache, and the thousand natural shocks
That flesh is heir to,--'tis a consummation
Devoutly to be wish'd. To die,--to sleep;--
To sleep! perchance to dream:--ay, there's the rub;
For in that sleep of death what dreams may come,
When we have shuffled off this mortal coil,
Must give us pause: there's the respect
That makes calamity of so long life;
For who would bear the whips and scorns of time,
The oppressor's wrong, the proud man's contumely,
The pangs of despis'd love, the law's delay,
The insolence of office, and the spurns
That patient merit of the unworthy takes,
When he himself might his quietus make
With a bare bodkin? who would these fardels bear,
To grunt and sweat under a weary life,
But that the dread of something after death,--
The undiscover'd country, from whose bourn
No traveller returns,--puzzles the will,
And makes us rather bear those ills we have
Than fly to others that we know not of?
Thus conscience does make cowards of us all;
And thus the native hue of resolution
Is sicklied o'er with the pale cast of thought;
And enterprises of great pith and moment,
With this regard, their currents turn awry,
And lose the name of action.--Soft you now!
The fair Ophelia!--Nymph, in thy orisons
Be all my sins remember'd.
\0`);

/**
 * `$md5,rounds=N$salt$$…` or `$md5$salt$…`. All before the last `$` is the salt, so `$md5$salt$` and `$md5$salt$$` do
 * not give the same.
 */
export function sunMd5(password: Buffer, stored: string): string {
  const setting = stored.slice(0, stored.lastIndexOf("$"));
  const rounds = LEAST_ROUNDS + Number(/^\$md5,rounds=(\d+)/.exec(setting)?.[1] ?? 0);
  let digest = hash("md5", Buffer.concat([password, Buffer.from(setting)]), "buffer");
  for (let round = 0; round < rounds; round += 1) {
    const text = Buffer.from(String(round));
    const parts = isHeads(digest, round) ? [digest, HAMLET, text] : [digest, text];
    digest = hash("md5", Buffer.concat(parts), "buffer");
  }
  return `${setting}$${md5Text(digest)}`;
}

/** A bit that depends on the whole digest: two of its bits, each chosen by eight others, in two steps. */
function isHeads(digest: Buffer, round: number): boolean {
  const byte = (at: number): number => digest[at & 15] ?? 0;
  const bit = (at: number): number => (byte(at >> 3) >> (at & 7)) & 1;
  const chosen = (half: number): number => {
    const first = half + bit(round + half * 8);
    let index = 0;
    for (let step = 0; step < 8; step += 1) {
      const [a, b] = [byte(first + step), byte(first + step + 3)];
      index |= bit(byte(a >> (b % 5)) >> ((b >> (a & 7)) & 1)) << step;
    }
    return bit(index & 127);
  };
  return chosen(0) !== chosen(8);
}
