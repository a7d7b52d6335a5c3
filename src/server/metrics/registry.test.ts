import { expect, test } from "vitest";
import { registry } from "./registry.ts";

test("numbers are written as Prometheus reads them: help, type, labels, cumulative buckets", () => {
  const numbers = registry();
  const mails = numbers.counter("mails_total", "Mails, by state.");
  mails.add({ state: "sent" });
  mails.add({ state: "sent" }, 2);
  mails.add({ state: 'a "quote", a \\ and a\nbreak' });
  numbers.gauge("waiting", "What waits.", () => 7);
  numbers.gauge("unknown", "What cannot be read.", () => undefined);
  const took = numbers.histogram("took_seconds", "How long.", [0.1, 1]);
  for (const seconds of [0.1, 0.5, 3]) took.observe(seconds, { route: "/" });
  expect(numbers.text()).toBe(String.raw`# HELP mails_total Mails, by state.
# TYPE mails_total counter
mails_total{state="sent"} 3
mails_total{state="a \"quote\", a \\ and a\nbreak"} 1
# HELP waiting What waits.
# TYPE waiting gauge
waiting 7
# HELP unknown What cannot be read.
# TYPE unknown gauge
# HELP took_seconds How long.
# TYPE took_seconds histogram
took_seconds_bucket{route="/",le="0.1"} 1
took_seconds_bucket{route="/",le="1"} 2
took_seconds_bucket{route="/",le="+Inf"} 3
took_seconds_sum{route="/"} 3.6
took_seconds_count{route="/"} 3
`);
});
