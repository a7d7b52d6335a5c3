import { Link, Links, Meta, Outlet, Scripts } from "react-router";

export default function Root() {
  return (
    <html lang="en">
      <head>
        <Meta />
        <Links />
      </head>
      <body>
        <nav>
          <Link to="/">Home</Link> <Link to="/dashboard">Members</Link>{" "}
          <a href="/auth/register">Join</a>
        </nav>
        <Outlet />
        <Scripts />
      </body>
    </html>
  );
}
