// A guarded route in each of Node's frameworks, twice: behind the guard of its adapter, and behind that of
// postern/node, called by hand.

import "reflect-metadata";
import { getRequestListener } from "@hono/node-server";
import { Controller, Get, Module, Req, Res, UseGuards, type CanActivate } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { ExpressAdapter } from "@nestjs/platform-express";
import express, { type Request, type Response } from "express";
import fastify from "fastify";
import { Hono } from "hono";
import Koa from "koa";
import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import * as onExpress from "../../src/mounts/express.ts";
import * as onFastify from "../../src/mounts/fastify.ts";
import * as onHono from "../../src/mounts/hono.ts";
import * as onKoa from "../../src/mounts/koa.ts";
import * as onNest from "../../src/mounts/nest.ts";
import { confirmed } from "../../src/mounts/node.ts";
import type { User } from "../../src/domain/user.ts";
import { obey } from "../program.ts";
import { openSite } from "./site.ts";

const { postern, cookie } = await openSite();
const byHand = confirmed(postern);

const answerOf = (user: User | undefined) => ({ id: user?.id, email: user?.email });

const BUILDS: Readonly<Record<string, () => Promise<RequestListener>>> = {
  async express() {
    const app = express();
    app.use(onExpress.postern(postern));
    app.get("/adapter", onExpress.confirmed(postern), ({ user }, response) => {
      response.json(answerOf(user));
    });
    app.get("/by-hand", async (request, response) => {
      const user = await byHand(request, response);
      if (user !== undefined) response.json(answerOf(user));
    });
    return app;
  },
  async fastify() {
    const app = fastify();
    await app.register(onFastify.postern(postern));
    app.get("/adapter", { onRequest: onFastify.confirmed(postern) }, async ({ user }) =>
      answerOf(user),
    );
    app.get("/by-hand", async ({ raw }, reply) => {
      const user = await byHand(raw, reply.raw);
      return user === undefined ? reply.hijack() : answerOf(user);
    });
    await app.ready();
    return (incoming, outgoing) => app.routing(incoming, outgoing);
  },
  async koa() {
    const app = new Koa<{ user: User }>();
    const guard = onKoa.confirmed(postern);
    app.use(onKoa.postern(postern));
    app.use((context, next) =>
      context.path === "/adapter"
        ? guard(context, async () => {
            context.body = answerOf(context.state.user);
          })
        : next(),
    );
    app.use(async (context) => {
      const user = await byHand(context.req, context.res);
      if (user === undefined) context.respond = false;
      else context.body = answerOf(user);
    });
    const answer = app.callback();
    return (incoming, outgoing) => void answer(incoming, outgoing);
  },
  async hono() {
    type Bindings = { incoming: IncomingMessage; outgoing: ServerResponse };
    const app = new Hono<{ Bindings: Bindings; Variables: onHono.UserVariables }>();
    app.use(onHono.postern(postern));
    app.get("/adapter", onHono.confirmed(postern), (c) => c.json(answerOf(c.get("user"))));
    app.get("/by-hand", async (c) => {
      const user = await byHand(c.env.incoming, c.env.outgoing);
      return c.json(answerOf(user));
    });
    const listener = getRequestListener((request, env) => app.fetch(request, env));
    return (incoming, outgoing) => void listener(incoming, outgoing);
  },
  async nest() {
    class Pages {
      adapter(request: Request) {
        return answerOf(request.user);
      }
      async byHand(request: Request, response: Response) {
        const user = await byHand(request, response);
        if (user !== undefined) response.json(answerOf(user));
      }
    }
    class Site {}
    decorated(Pages, "adapter", "adapter", [Req()], onNest.confirmed(postern));
    decorated(Pages, "byHand", "by-hand", [Req(), Res()]);
    Controller()(Pages);
    Module({ controllers: [Pages] })(Site);
    const app = await NestFactory.create(Site, new ExpressAdapter(), { logger: false });
    app.use(onNest.postern(postern));
    await app.init();
    return app.getHttpAdapter().getInstance() as RequestListener;
  },
};

/** Nest's decorators are called, because Node runs none. */
function decorated(
  controller: { readonly prototype: object },
  name: string,
  path: string,
  parameters: readonly ParameterDecorator[],
  guard?: CanActivate,
): void {
  const { prototype } = controller;
  const own = Object.getOwnPropertyDescriptor(prototype, name)!;
  Get(path)(prototype, name, own);
  if (guard !== undefined) UseGuards(guard)(prototype, name, own);
  for (const [place, parameter] of parameters.entries()) parameter(prototype, name, place);
}

const server = createServer(await BUILDS[process.env["FRAMEWORK"] ?? ""]!());
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;

obey({ listening: () => ({ url: `http://127.0.0.1:${port}`, cookie }) });
