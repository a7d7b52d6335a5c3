// The club's own paths, where there is no router: web-standard requests and responses.

import { accounts } from "./accounts.ts";
import { dashboard, home } from "./page.ts";
import { plant, plants } from "./plants.ts";

export async function site(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === "/") return html(home);
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
  return html(dashboard(email, plants(email)));
}

const html = (text: string): Response =>
  new Response(text, { headers: { "content-type": "text/html; charset=utf-8" } });
