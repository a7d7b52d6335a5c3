// The club's own pages: web-standard requests and responses.

import { accounts } from "./accounts.ts";
import { dashboard, page } from "./page.ts";
import { plant, plants } from "./plants.ts";

export async function site(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === "/") return page("<h1>The Garden Club</h1>");
  if (pathname !== "/dashboard" && pathname !== "/api/me")
    return new Response("Not found", { status: 404 });
  const checked = await accounts.checkConfirmed(request);
  if (!checked.ok) return checked.response;
  const { email } = checked.user;
  if (pathname === "/api/me") return Response.json({ email });
  if (request.method === "POST") {
    plant(email, String((await request.formData()).get("name")));
    return new Response(null, { status: 303, headers: { location: "/dashboard" } });
  }
  return page(dashboard(email, plants(email)));
}
