import express from "express";
import { confirmed, postern } from "postern/express";
import { accounts } from "./accounts.ts";
import { dashboard, home } from "./page.ts";
import { plant, plants } from "./plants.ts";

const members = confirmed(accounts);
const app = express();

app.use(postern(accounts));
app.get("/", (_req, res) => {
  res.send(home);
});
app.get("/dashboard", members, ({ user }, res) => {
  res.send(dashboard(user!.email, plants(user!.email)));
});
app.post("/dashboard", members, express.urlencoded(), (req, res) => {
  plant(req.user!.email, String(req.body.name));
  res.redirect(303, "/dashboard");
});
app.get("/api/me", members, ({ user }, res) => {
  res.json({ email: user!.email });
});

app.listen(Number(process.env.PORT ?? 3000), "localhost");
