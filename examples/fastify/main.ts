import formbody from "@fastify/formbody";
import fastify from "fastify";
import { confirmed, postern } from "postern/fastify";
import { accounts } from "./accounts.ts";
import { dashboard, home } from "./page.ts";
import { plant, plants } from "./plants.ts";

const members = { onRequest: confirmed(accounts) };
const app = fastify();

await app.register(postern(accounts));
await app.register(formbody);
app.get("/", (_request, reply) => reply.type("text/html").send(home));
app.get("/dashboard", members, ({ user }, reply) =>
  reply.type("text/html").send(dashboard(user!.email, plants(user!.email))),
);
app.post<{ Body: { name: string } }>("/dashboard", members, ({ user, body }, reply) => {
  plant(user!.email, body.name);
  return reply.redirect("/dashboard", 303);
});
app.get("/api/me", members, ({ user }) => ({ email: user!.email }));

await app.listen({ port: Number(process.env.PORT ?? 3000), host: "localhost" });
