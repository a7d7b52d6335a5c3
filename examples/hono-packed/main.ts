import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { confirmed, postern, type UserVariables } from "postern/hono";
import { accounts } from "./accounts.ts";
import { dashboard, home } from "./page.ts";
import { plant, plants } from "./plants.ts";

const members = confirmed(accounts);
// The site has another version of Hono than Postern, so it tells its type by itself.
const app = new Hono<{ Variables: UserVariables }>();

app.use(postern(accounts));
app.get("/", (c) => c.html(home));
app.get("/dashboard", members, (c) => {
  const { email } = c.get("user");
  return c.html(dashboard(email, plants(email)));
});
app.post("/dashboard", members, async (c) => {
  plant(c.get("user").email, String((await c.req.formData()).get("name")));
  return c.redirect("/dashboard", 303);
});
app.get("/api/me", members, (c) => c.json({ email: c.get("user").email }));

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000), hostname: "localhost" });
