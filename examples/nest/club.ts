import { Body, Controller, Get, Module, Post, Redirect, UseGuards } from "@nestjs/common";
import type { User } from "postern";
import { confirmed, CurrentUser } from "postern/nest";
import { accounts } from "./accounts.ts";
import { dashboard, home } from "./page.ts";
import { plant, plants } from "./plants.ts";

@Controller()
class Front {
  @Get()
  home() {
    return home;
  }
}

@Controller()
@UseGuards(confirmed(accounts))
class Members {
  @Get("dashboard")
  dashboard(@CurrentUser() { email }: User) {
    return dashboard(email, plants(email));
  }

  @Post("dashboard")
  @Redirect("/dashboard", 303)
  plant(@CurrentUser() { email }: User, @Body("name") name: string) {
    plant(email, name);
  }

  @Get("api/me")
  me(@CurrentUser() { email }: User) {
    return { email };
  }
}

@Module({ controllers: [Front, Members] })
export class Club {}
