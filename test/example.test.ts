// The example runs in a separate process, and its guarded page opens after confirming.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { browserOf } from "../src/testing/browser.ts";
import { overTheWire } from "../src/testing/listen.ts";
import { answering, freePort, run } from "../src/testing/process.ts";
import { joins } from "./joining.ts";

test(
  "a person joins the example's site and reaches its dashboard",
  { timeout: 30_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "postern-example-"));
    const port = await freePort();
    const url = `http://localhost:${port}`;
    {
      const environment = { PORT: `${port}`, DATA: folder };
      await using example = run("examples/hono/app.ts", { environment });
      await answering(url, example);
      const browser = browserOf(overTheWire, url);
      expect((await browser.open("/")).heading).toBe("The Garden Club");
      await joins(browser);
    }
    rmSync(folder, { recursive: true });
  },
);
