// The least code that serves a page; started again for each measurement.

import { serve } from "@hono/node-server";
import { Hono } from "hono";

const app = new Hono();
app.get("/register", (c) => c.html("<!doctype html><title>Register</title><p>Register"));
serve({ fetch: app.fetch, port: Number(process.env["PORT"]), hostname: "127.0.0.1" });
