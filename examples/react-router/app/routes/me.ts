import { confirmed, user } from "postern/react-router";
import { accounts } from "../accounts.server";
import type { Route } from "./+types/me";

export const middleware = [confirmed(accounts)];

export const loader = ({ context }: Route.LoaderArgs) =>
  Response.json({ email: context.get(user).email });
