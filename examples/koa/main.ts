import { bodyParser } from "@koa/bodyparser";
import Router from "@koa/router";
import Koa from "koa";
import { confirmed, postern } from "postern/koa";
import { accounts } from "./accounts.ts";
import { dashboard, home } from "./page.ts";
import { plant, plants } from "./plants.ts";

const members = confirmed(accounts);
const router = new Router();

router.get("/", (ctx) => {
  ctx.body = home;
});
router.get("/dashboard", members, (ctx) => {
  const { email } = ctx.state.user;
  ctx.body = dashboard(email, plants(email));
});
router.post("/dashboard", members, bodyParser(), (ctx) => {
  plant(ctx.state.user.email, String((ctx.request.body as { name?: unknown }).name));
  ctx.status = 303;
  ctx.redirect("/dashboard");
});
router.get("/api/me", members, (ctx) => {
  ctx.body = { email: ctx.state.user.email };
});

const app = new Koa();
app.use(postern(accounts));
app.use(router.routes());
app.listen(Number(process.env.PORT ?? 3000), "localhost");
