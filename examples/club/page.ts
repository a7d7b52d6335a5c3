// The pages of the club, in HTML.

export const page = (content: string): string =>
  `<!doctype html><html lang="en"><title>The Garden Club</title>
<nav><a href="/">Home</a> <a href="/dashboard">Members</a> <a href="/auth/register">Join</a></nav>${content}`;

export const home = page("<h1>The Garden Club</h1>");

export const dashboard = (email: string, plants: readonly string[]): string =>
  page(`<h1>Dashboard</h1>
<p>Welcome, ${escaped(email)}.</p>
<ul>${plants.map((name) => `<li>${escaped(name)}</li>`).join("")}</ul>
<form method="post"><input name="name" aria-label="Plant"><button>Add</button></form>
<form method="post" action="/auth/logout"><button>Log out</button></form>`);

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
