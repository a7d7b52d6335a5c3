// A finding of the doctor: what was checked, what was found, and how to fix it.

/** A line to publish in the DNS, in the form that registrars ask for. */
export type DnsRecord = { readonly name: string; readonly type: string; readonly value: string };

export type Finding = {
  /** What was checked, in a stable word. */
  readonly check: string;
  /** `problem`: mails or logins fail, or will. `warning`: it works, but could be better. */
  readonly state: "ok" | "warning" | "problem";
  readonly seen: string;
  readonly mend: string | null;
  /** What to publish, if that is how to fix it. */
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
