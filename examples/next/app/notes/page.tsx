import { confirmed } from "postern/next";
import { accounts } from "../../accounts";

// Guarded by the page alone: the proxy does not run here.
export default async function Notes() {
  const user = await confirmed(accounts, "/notes");
  return <h1>Notes of {user.email}</h1>;
}
