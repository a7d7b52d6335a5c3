// One small site in each of Node's frameworks: a home page, guarded pages, a 404 of its own, and Postern for the rest.

import "reflect-metadata";
import { getRequestListener } from "@hono/node-server";
import bodyParser from "@koa/bodyparser";
import {
  Catch,
  Controller,
  Get,
  Module,
  Post,
  UseGuards,
  type ArgumentsHost,
  type CanActivate,
  type ExceptionFilter,
  type INestApplication,
} from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { ExpressAdapter } from "@nestjs/platform-express";
import { FastifyAdapter } from "@nestjs/platform-fastify";
import express from "express";
import fastify, { type FastifyInstance } from "fastify";
import { Hono } from "hono";
import Koa from "koa";
import type { IncomingMessage, RequestListener } from "node:http";
import type { Postern, User } from "../../src/index.ts";
import * as onExpress from "../../src/mounts/express.ts";
import * as onFastify from "../../src/mounts/fastify.ts";
import * as onHono from "../../src/mounts/hono.ts";
import * as onKoa from "../../src/mounts/koa.ts";
import * as onNest from "../../src/mounts/nest.ts";
import * as onNode from "../../src/mounts/node.ts";

/** How a site is built around Postern. */
export type Building = {
  /** Where Postern stands, if not at the root. Express takes the path off the URL before Postern sees it. */
  readonly basePath?: string;
  readonly trustedProxies?: readonly string[];
  /** Something parses the bodies of all requests before Postern gets them. */
  readonly parsesBodies?: boolean;
  /** Something reads the bodies of all requests before Postern gets them, and keeps nothing. */
  readonly swallowsBodies?: boolean;
  /** Something of the site's answers every exception, and tells of it. */
  readonly onException?: (error: unknown) => void;
};

type Build = (mounted: Postern, building: Building) => Promise<RequestListener>;

type Guards<Guard> = Readonly<
  Record<"loggedIn" | "confirmed" | "recent" | "admin", (mounted: Postern) => Guard>
> & { readonly role: (mounted: Postern, name: string) => Guard };

/** The guarded pages of each site, and their guards. */
const guardedPages = <Guard>(
  { loggedIn, confirmed, recent, admin, role }: Guards<Guard>,
  mounted: Postern,
): readonly (readonly [string, Guard])[] => [
  ["/me", loggedIn(mounted)],
  ["/dashboard", confirmed(mounted)],
  ["/safe", recent(mounted)],
  ["/staff", admin(mounted)],
  ["/desk", role(mounted, "support")],
];

/** Reads a body to its end. */
const swallow = async (incoming: IncomingMessage): Promise<void> => {
  for await (const _ of incoming);
};

const OWN_COOKIE = "theme=dark; Path=/";
const welcome = (user: User | undefined): string => `for ${user?.email}`;

const buildNode: Build = async (mounted, options) => {
  const answer = onNode.nodeHandler(mounted, options);
  return (incoming, outgoing) => {
    outgoing.setHeader("set-cookie", OWN_COOKIE);
    const path = incoming.url?.split("?")[0] ?? "";
    if (path === "/") return void outgoing.end("the site's own home");
    const guard = guardedPages(onNode, mounted).find(([page]) => page === path)?.[1];
    if (guard !== undefined) {
      void guard(incoming, outgoing).then((user) => user && outgoing.end(welcome(user)));
      return undefined;
    }
    const lost = () => void outgoing.writeHead(404).end("the site's own 404");
    if (options.swallowsBodies !== true) return answer(incoming, outgoing, lost);
    void swallow(incoming).then(() => answer(incoming, outgoing, lost));
    return undefined;
  };
};

const buildExpress: Build = async (mounted, options) => {
  const app = express();
  app.use((_, response, next) => {
    response.append("Set-Cookie", OWN_COOKIE);
    next();
  });
  if (options.parsesBodies) app.use(express.json(), express.urlencoded({ extended: true }));
  if (options.swallowsBodies)
    app.use(async (request, _, next) => {
      await swallow(request);
      next();
    });
  app.get("/", (_, response) => void response.send("the site's own home"));
  app.use(options.basePath ?? "/", onExpress.postern(mounted, options));
  for (const [path, guard] of guardedPages(onExpress, mounted))
    app.all(path, guard, (request, response) => {
      response.send(welcome(request.user));
    });
  app.use((_, response) => void response.status(404).send("the site's own 404"));
  return app;
};

const buildFastify: Build = async (mounted, options) => {
  const app = fastify();
  app.addHook("onRequest", async (_, reply) => {
    reply.header("set-cookie", OWN_COOKIE);
  });
  await app.register(onFastify.postern(mounted, options));
  app.get("/", async () => "the site's own home");
  for (const [path, guard] of guardedPages(onFastify, mounted))
    app.all(path, { onRequest: guard }, async ({ user }) => welcome(user));
  app.setNotFoundHandler((_, reply) => reply.code(404).send("the site's own 404"));
  await app.ready();
  return (incoming, outgoing) => app.routing(incoming, outgoing);
};

const buildKoa: Build = async (mounted, options) => {
  const app = new Koa<{ user: User }>();
  app.silent = true;
  app.use((context, next) => {
    context.append("Set-Cookie", OWN_COOKIE);
    return next();
  });
  if (options.parsesBodies) app.use(bodyParser());
  if (options.swallowsBodies)
    app.use(async ({ req }, next) => {
      await swallow(req);
      await next();
    });
  app.use((context, next) => {
    if (context.path !== "/") return next();
    context.body = "the site's own home";
    return undefined;
  });
  app.use(onKoa.postern(mounted, options));
  for (const [path, guard] of guardedPages(onKoa, mounted)) {
    app.use((context, next) =>
      context.path === path
        ? guard(context, async () => {
            context.body = welcome(context.state.user);
          })
        : next(),
    );
  }
  app.use((context) => {
    context.status = 404;
    context.body = "the site's own 404";
  });
  const answer = app.callback();
  return (incoming, outgoing) => void answer(incoming, outgoing);
};

const buildHono: Build = async (mounted, options) => {
  const app = new Hono<{ Variables: onHono.UserVariables }>();
  app.use(async (context, next) => {
    context.header("set-cookie", OWN_COOKIE, { append: true });
    await next();
  });
  app.get("/", (context) => context.text("the site's own home"));
  app.use(onHono.postern(mounted, options));
  for (const [path, guard] of guardedPages(onHono, mounted))
    app.all(path, guard, (context) => context.text(welcome(context.get("user"))));
  app.notFound((context) => context.text("the site's own 404", 404));
  const listener = getRequestListener((request, env) => app.fetch(request, env));
  return (incoming, outgoing) => void listener(incoming, outgoing);
};

/** A controller with one guarded page. Its decorators are called, because Node runs none. */
function controllerOf(path: string, guard: CanActivate, words = welcome) {
  class Page {
    get(user: User | undefined) {
      return words(user);
    }
    post(user: User | undefined) {
      return words(user);
    }
  }
  for (const [name, route] of [
    ["get", Get],
    ["post", Post],
  ] as const) {
    const own = Object.getOwnPropertyDescriptor(Page.prototype, name)!;
    route(path)(Page.prototype, name, own);
    UseGuards(guard)(Page.prototype, name, own);
    onNest.CurrentUser()(Page.prototype, name, 0);
  }
  Controller()(Page);
  return Page;
}

/** The filter for everything that Nest's documentation shows. */
function filterOf(app: INestApplication, tell: (error: unknown) => void): ExceptionFilter {
  class Everything implements ExceptionFilter {
    catch(error: unknown, host: ArgumentsHost): void {
      tell(error);
      app.getHttpAdapter().reply(host.switchToHttp().getResponse(), "the site's own error", 500);
    }
  }
  Catch()(Everything);
  return new Everything();
}

async function nestOf(
  mounted: Postern,
  options: Building,
  adapter: ExpressAdapter | FastifyAdapter,
) {
  class Site {}
  const home = controllerOf("/", { canActivate: () => true }, () => "the site's own home");
  const controllers = guardedPages(onNest, mounted).map((page) => controllerOf(...page));
  Module({ controllers: [home, ...controllers] })(Site);
  const app: INestApplication = await NestFactory.create(Site, adapter, { logger: false });
  app.use(
    (
      _: unknown,
      response: { appendHeader(name: string, value: string): void },
      next: () => void,
    ) => {
      response.appendHeader("set-cookie", OWN_COOKIE);
      next();
    },
  );
  if (options.parsesBodies) app.use(express.json(), express.urlencoded({ extended: true }));
  if (options.swallowsBodies)
    app.use(async (request: IncomingMessage, _: unknown, next: () => void) => {
      await swallow(request);
      next();
    });
  app.use(onNest.postern(mounted, options));
  if (options.onException) app.useGlobalFilters(filterOf(app, options.onException));
  await app.init();
  return app;
}

const buildNestOnExpress: Build = async (mounted, options) =>
  (await nestOf(mounted, options, new ExpressAdapter()))
    .getHttpAdapter()
    .getInstance() as RequestListener;

const buildNestOnFastify: Build = async (mounted, options) => {
  const app = await nestOf(mounted, options, new FastifyAdapter());
  const instance: FastifyInstance = (app.getHttpAdapter() as FastifyAdapter).getInstance();
  await instance.ready();
  return (incoming, outgoing) => instance.routing(incoming, outgoing);
};

/** Each framework, and how a site is built in it. */
export const FRAMEWORKS: readonly (readonly [string, Build])[] = [
  ["node:http", buildNode],
  ["Express", buildExpress],
  ["Fastify", buildFastify],
  ["Koa", buildKoa],
  ["Hono", buildHono],
  ["Nest on Express", buildNestOnExpress],
  ["Nest on Fastify", buildNestOnFastify],
];
