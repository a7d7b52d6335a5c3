// What the doctor says: what was looked at, what was seen, and how to mend it.

/** A line to publish in the DNS, as the panel of a registrar asks for it. */
export type DnsRecord = { readonly name: string; readonly type: string; readonly value: string };

export type Finding = {
  /** What was looked at, in a stable word. */
  readonly check: string;
  /** `problem`: mails or logins fail, or will. `warning`: it works, and could be better. */
  readonly state: "ok" | "warning" | "problem";
  readonly seen: string;
  readonly mend: string | null;
  /** What to publish, where that is the way to mend it. */
  readonly record: DnsRecord | null;
};

export const ok = (check: string, seen: string): Finding => ({
  check,
  state: "ok",
  seen,
  mend: null,
  record: null,
});

export const warning = (
  check: string,
  seen: string,
  mend: string,
  record: DnsRecord | null = null,
): Finding => ({ check, state: "warning", seen, mend, record });

export const problem = (
  check: string,
  seen: string,
  mend: string,
  record: DnsRecord | null = null,
): Finding => ({ check, state: "problem", seen, mend, record });
