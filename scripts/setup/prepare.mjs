// Installs what the checkout lacks, all at once, and shows the progress.

import { node } from "./node.mjs";
import { packages } from "./packages.mjs";

const A_SIGN_OF_LIFE_EVERY = 3_000;

/** Returns whether everything is installed now. If nothing is missing, this takes a moment. */
export async function prepare(scope) {
  const missing = [node, packages(scope)].filter((part) => !part.isHere());
  if (missing.length === 0) return true;

  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  for (const { what } of missing) console.log(`Installing ${what} …`);
  const timer = setInterval(() => console.log(`  … ${seconds()}`), A_SIGN_OF_LIFE_EVERY);
  const troubles = (await Promise.all(missing.map((part) => part.install()))).filter(Boolean);
  clearInterval(timer);

  for (const trouble of troubles) console.error(trouble);
  if (troubles.length > 0) console.error("The installation failed: what npm said stands above.");
  else console.log(`Installed in ${seconds()}.\n`);
  return troubles.length === 0;
}
