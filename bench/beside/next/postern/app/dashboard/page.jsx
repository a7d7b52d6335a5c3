import { confirmed } from "postern/next";
import { accounts } from "../../accounts.mjs";

export default async function Dashboard() {
  // <glue>
  const user = await confirmed(accounts, "/dashboard");
  // </glue>
  return <p>{user.email}</p>;
}
