// A mailer for any of the mail services.

import { oneLineOf } from "../../domain/delivery-status.ts";
import type { HandOver, Mailer, Message } from "../../ports/mailer.ts";
import { exchange, isAnswer, PATIENCE, type Exchange, type ServiceRequest } from "./exchange.ts";
import {
  failureOf,
  shown,
  type Ask,
  type Failed,
  type MailService,
  type MailServiceOptions,
  type Trial,
} from "./service.ts";

/** A mailer that can also say what the service says of itself. */
export type ServiceMailer = Mailer & { try(): Promise<Trial | Failed> };

export function httpMailer(service: MailService, options: MailServiceOptions): ServiceMailer {
  const { from, atOnce = 5, patience = PATIENCE } = options;
  const ask: Ask = (request) => exchange(request, patience);
  const tryIt = (): Promise<Trial | Failed> => tryService(service, ask);
  return {
    name: service.name,
    from,
    atOnce,
    send: (message) => handOver(service, ask, message),
    async probe() {
      const trial = await tryIt();
      if ("ok" in trial) return trial;
      if (trial.state !== "unfinished") return { ok: true, answer: trial.seen };
      return { ok: false, fault: "sender", affectsAll: true, answer: trial.seen };
    },
    try: tryIt,
  };
}

async function tryService(service: MailService, ask: Ask): Promise<Trial | Failed> {
  const trial = await askTrial(service, ask);
  return "ok" in trial ? trial : { ...trial, seen: shown(service, trial.seen) };
}

async function askTrial(service: MailService, ask: Ask): Promise<Trial | Failed> {
  const { trial } = service;
  if (typeof trial !== "function") {
    const login = (await service.logIn?.(ask)) ?? {};
    return isFailed(login) ? login : trial;
  }
  const answer = await askLoggedIn(service, ask, trial);
  if ("ok" in answer) return answer;
  return (isAnswer(answer) ? service.tried?.(answer) : undefined) ?? failureOf(service, answer);
}

async function handOver(service: MailService, ask: Ask, message: Message): Promise<HandOver> {
  try {
    const answer = await askLoggedIn(service, ask, () => service.request(message));
    if ("ok" in answer) return answer;
    const id = isAnswer(answer) ? service.acceptedAs(answer) : undefined;
    if (id === undefined) return failureOf(service, answer);
    return {
      ok: true,
      answer: shown(service, `${service.title} accepted it: ${id.slice(0, 300)}`),
    };
  } catch (error) {
    // The mail could not be made.
    const words = error instanceof Error ? error.message : String(error);
    return { ok: false, fault: "sender", answer: oneLineOf(words) };
  }
}

/** A login ends at times that only the service knows, so one that it does not take any more is made anew, once. */
async function askLoggedIn(
  service: MailService,
  ask: Ask,
  make: () => ServiceRequest | Promise<ServiceRequest>,
): Promise<Exchange | Failed> {
  const request = await make();
  for (let tries = 1; ; tries++) {
    const login = (await service.logIn?.(ask)) ?? {};
    if (isFailed(login)) return login;
    const answer = await ask({ ...request, headers: { ...request.headers, ...login } });
    const isLoggedOut = isAnswer(answer) && answer.status === 401;
    if (!isLoggedOut || service.logOut === undefined || tries === 2) return answer;
    service.logOut();
  }
}

const isFailed = (login: Readonly<Record<string, string>> | Failed): login is Failed =>
  "ok" in login;
