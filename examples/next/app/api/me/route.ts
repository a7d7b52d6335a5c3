import { accounts } from "../../../accounts";

export async function GET(request: Request) {
  const checked = await accounts.checkConfirmed(request);
  return checked.ok ? Response.json({ email: checked.user.email }) : checked.response;
}
