import { minutes } from "../../domain/time.ts";
import type { Feature } from "../../feature.ts";
import { watchMail } from "./alarm.ts";
import { auditActs } from "./copy.ts";

export const alarm: Feature = {
  name: "alarm",
  auditActs,
  tasks: [{ name: "watch", every: minutes(1), run: watchMail }],
};
