import { describe, expect, test } from "vitest";
import { mailBudgetDefaults as budget, withoutMailBudget } from "./mail-budget.ts";
import { nextAsk } from "./next-ask.ts";
import { hours, minutes, seconds, type Instant } from "./time.ts";

const NOW: Instant = Date.UTC(2026, 10, 22, 13, 5);

describe("a registration may ask for its next mail", () => {
  test("a minute after the one before, and three times an hour", () => {
    expect(nextAsk(budget, [], NOW)).toBeUndefined();
    expect(nextAsk(budget, [NOW], NOW + seconds(59))).toBe(NOW + seconds(60));
    expect(nextAsk(budget, [NOW], NOW + seconds(60))).toBeUndefined();
    const three = [NOW, NOW + minutes(2), NOW + minutes(4)];
    expect(nextAsk(budget, three, NOW + minutes(6))).toBe(NOW + hours(1));
    expect(nextAsk(budget, three.toReversed(), NOW + minutes(60))).toBeUndefined();
  });

  test("at once where there are no limits", () => {
    expect(nextAsk(withoutMailBudget, [NOW, NOW, NOW], NOW)).toBeUndefined();
  });
});
