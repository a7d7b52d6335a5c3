import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { auth } from "../../accounts.mjs";

export default async function Dashboard() {
  // <glue>
  const session = await auth.api.getSession({ headers: await headers() });
  if (session === null) redirect("/login");
  const { user } = session;
  // </glue>
  return <p>{user.email}</p>;
}
