// A page of the club.

export const page = (content: string): Response =>
  new Response(
    `<!doctype html><html lang="en"><title>The Garden Club</title>
<nav><a href="/">Home</a> <a href="/dashboard">Members</a> <a href="/auth/register">Join</a></nav>${content}`,
    { headers: { "content-type": "text/html; charset=utf-8" } },
  );

export const dashboard = (email: string, plants: readonly string[]): string => `<h1>Dashboard</h1>
<p>Welcome, ${email}.</p>
<ul>${plants.map((name) => `<li>${escaped(name)}</li>`).join("")}</ul>
<form method="post"><input name="name" aria-label="Plant"><button>Add</button></form>
<form method="post" action="/auth/logout"><button>Log out</button></form>`;

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
