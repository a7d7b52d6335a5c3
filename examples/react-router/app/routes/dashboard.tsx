import { confirmed, user } from "postern/react-router";
import { Form } from "react-router";
import { accounts } from "../accounts.server";
import { plant, plants } from "../plants.server";
import type { Route } from "./+types/dashboard";

export const middleware = [confirmed(accounts)];

export function loader({ context }: Route.LoaderArgs) {
  const { email } = context.get(user);
  return { email, plants: plants(email) };
}

export async function action({ context, request }: Route.ActionArgs) {
  plant(context.get(user).email, String((await request.formData()).get("name")));
}

export default function Dashboard({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <h1>Dashboard</h1>
      <p>Welcome, {loaderData.email}.</p>
      <ul>
        {loaderData.plants.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <Form method="post">
        <input name="name" aria-label="Plant" />
        <button>Add</button>
      </Form>
      <form method="post" action="/auth/logout">
        <button>Log out</button>
      </form>
    </>
  );
}
