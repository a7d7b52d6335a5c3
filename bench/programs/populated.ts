// A Postern with the given number of users, each with the rows that registering, confirming and logging in
// leave. Nothing is hashed, so that hashing does not hide the time of the database.

import { findUser } from "../../src/features/admin/admin.ts";
import { obey } from "../program.ts";
import { median } from "../statistics.ts";
import { filledOn, populate, secretOf, warm } from "./populate.ts";
import { BASE_URL, database, jsonPost, openSite, PASSWORD, sessionIn, tokenOf } from "./site.ts";

const users = Number(process.env["USERS"]);
await populate(database(), users);
await warm(database());

/** For the users of an older file it is still the day of their last visit, so that a look at a session need not note another. */
const old = Date.now() - (await filledOn(database()));

const { postern, mailbox } = await openSite(
  { hash: async () => "none", verify: async () => true, isOutdated: () => false },
  { now: () => Date.now() - old },
);

let newcomers = 0;
const newcomer = (): string => `newcomer-${process.pid}-${(newcomers += 1)}@example.com`;

/** One of all users; always in the same sequence, far apart. */
let last = 0;
const somebody = (): number => {
  last = (last + 617_041) % users;
  return last + 1;
};

type Act = { prepare?(): Promise<void>; act(): Promise<unknown> };

/** What is measured, one request at a time. */
const ACTS: Readonly<Record<string, () => Act>> = {
  register: () => ({
    act: () => post("/register", { email: newcomer(), password: PASSWORD }, 201),
  }),
  login: () => ({
    act: () => post("/login", { email: `user${somebody()}@example.com`, password: PASSWORD }, 200),
  }),
  session: () => {
    const headers = () => ({ cookie: `postern-session=${secretOf(somebody())}` });
    return {
      async act() {
        const request = new Request(`${BASE_URL}/anything`, { headers: headers() });
        if ((await postern.session(request)) === null) throw new Error("nobody");
      },
    };
  },
  confirm: () => {
    let [link, cookie] = ["", ""];
    return {
      async prepare() {
        const email = newcomer();
        cookie = sessionIn(await post("/register", { email, password: PASSWORD }, 201));
        while ((await postern.deliver()) > 0);
        link = tokenOf((await mailbox.list()).find(({ to }) => to === email)!.links[0]!);
      },
      act: () => post("/confirm", { link }, 200, cookie),
    };
  },
  "look-up": () => ({
    async act() {
      const found = await findUser(postern.context, `user${somebody()}@example.com`);
      if (!found.ok) throw new Error("nobody");
      await postern.context.store.readUserFacts(found.value.id);
    },
  }),
};

obey({
  /** The median of the given number of times, in milliseconds. */
  async median({ act: name, times }: { readonly act: string; readonly times: number }) {
    const { prepare, act } = ACTS[name]!();
    const took: number[] = [];
    for (let time = 0; time < times; time += 1) {
      await prepare?.();
      const start = performance.now();
      await act();
      took.push(performance.now() - start);
    }
    return median(took);
  },
});

async function post(path: string, body: unknown, status: number, cookie = ""): Promise<Response> {
  const response = await postern.fetch(jsonPost(path, body, cookie));
  if (response.status !== status) throw new Error(`${path}: ${await response.text()}`);
  return response;
}
