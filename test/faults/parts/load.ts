// People who register, several at once, one after the other, while the load is on.

import { aWhile } from "./wait.ts";

export type Load = {
  /** Addresses whose registration was answered with 201. */
  readonly committed: ReadonlySet<string>;
  /** How often each status was answered; 0 counts requests without any answer. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Answers that are neither 201 nor a 503 with Retry-After, nor missing. */
  readonly odd: readonly string[];
  /** Each request that was not answered with 201: the status and the answer, or why there is none. */
  readonly failures: readonly string[];
  /** The longest time that somebody waited for an answer, in milliseconds. */
  longest(): number;
  stop(): Promise<void>;
};

export type LoadOptions = {
  /** The current target; read before each request. */
  readonly urls: () => readonly string[];
  readonly atOnce: number;
  /** Milliseconds each person waits between two registrations. */
  readonly pause?: number;
  /** How long somebody waits for an answer. */
  readonly patience?: number;
};

let load = 0;
let visitors = 0;

/** Starts registering; nobody tries again after a failure, the next person does. */
export function startLoad({ urls, atOnce, pause = 0, patience = 60_000 }: LoadOptions): Load {
  const name = `load${(load += 1)}`;
  const committed = new Set<string>();
  const statuses = new Map<number, number>();
  const odd: string[] = [];
  const failures: string[] = [];
  let isOn = true;
  let people = 0;
  let longest = 0;

  async function one(): Promise<void> {
    const email = `${name}-${(people += 1)}@example.com`;
    const open = urls();
    const url = open[people % open.length];
    const askedOn = performance.now();
    const answer = url === undefined ? undefined : await register(url, email, patience);
    longest = Math.max(longest, performance.now() - askedOn);
    const status = answer?.status ?? 0;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status === 201) committed.add(email);
    else {
      const failure = answer === undefined ? "no answer" : `${status} ${await answer.text()}`;
      failures.push(`${failure}, after ${Math.round(performance.now() - askedOn)} ms`);
      if (answer !== undefined && !isBusy(answer)) odd.push(failure);
    }
    await aWhile(status === 201 ? pause : 20 + pause);
  }
  const workers = Array.from({ length: atOnce }, async () => {
    while (isOn) await one();
  });
  return {
    committed,
    statuses,
    odd,
    failures,
    longest: () => longest,
    async stop() {
      isOn = false;
      await Promise.all(workers);
    },
  };
}

const isBusy = (answer: Response): boolean =>
  answer.status === 503 && answer.headers.has("retry-after");

/** A client address that was not used before. */
function nextVisitor(): string {
  const place = (visitors += 1);
  return `10.${(place >> 16) & 255}.${(place >> 8) & 255}.${place & 255}`;
}

export const PASSWORD = "plum tree by the river";

/** One registration by a program; undefined if no complete answer came. */
export async function register(
  url: string,
  email: string,
  patience = 60_000,
): Promise<Response | undefined> {
  return post(`${url}/register`, { email, password: PASSWORD }, { patience });
}

/** A POST of JSON from its own client address, with the complete answer. */
export async function post(
  url: string,
  body: Readonly<Record<string, unknown>>,
  { cookie, patience = 60_000 }: { readonly cookie?: string; readonly patience?: number } = {},
): Promise<Response | undefined> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        "x-forwarded-for": nextVisitor(),
        ...(cookie === undefined ? {} : { cookie }),
      },
      body: JSON.stringify(body),
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
    });
    return new Response(await answer.arrayBuffer(), answer);
  } catch {
    return undefined;
  }
}
