// Compares the public surface of the package with the reports in docs/api.
//
//   npm run api               says which entries have changed
//   npm run api -- --write    writes the reports

import { readFileSync, writeFileSync } from "node:fs";
import { readSurface } from "./api-surface.ts";

const isWriting = process.argv.includes("--write");

for (const [entry, report] of readSurface().reports) {
  const page = `docs/api/${entry}.api.md`;
  if (isWriting) writeFileSync(page, report);
  else if (readFileSync(page, "utf8") !== report) {
    console.log(
      `${page} is not what the source exports. Where that is meant: npm run api -- --write`,
    );
    process.exitCode = 1;
  }
}
