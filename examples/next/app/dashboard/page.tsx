import { revalidatePath } from "next/cache";
import { confirmed } from "postern/next";
import { accounts } from "../../accounts";
import { plant, plants } from "../../plants";

async function add(form: FormData) {
  "use server";
  const user = await confirmed(accounts);
  plant(user.email, String(form.get("name")));
  revalidatePath("/dashboard");
}

export default async function Dashboard() {
  const user = await confirmed(accounts, "/dashboard");
  return (
    <>
      <h1>Dashboard</h1>
      <p>Welcome, {user.email}.</p>
      <ul>
        {plants(user.email).map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <form action={add}>
        <input name="name" aria-label="Plant" />
        <button>Add</button>
      </form>
      <form method="post" action="/auth/logout">
        <button>Log out</button>
      </form>
    </>
  );
}
