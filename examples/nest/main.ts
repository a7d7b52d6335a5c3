import { NestFactory } from "@nestjs/core";
import { postern } from "postern/nest";
import { accounts } from "./accounts.ts";
import { Club } from "./club.ts";

const app = await NestFactory.create(Club);
app.use(postern(accounts));
await app.listen(Number(process.env.PORT ?? 3000), "localhost");
