import Link from "next/link";
import type { ReactNode } from "react";

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <nav>
          <Link href="/">Home</Link> <Link href="/dashboard">Members</Link>{" "}
          <Link href="/notes">Notes</Link> <a href="/auth/register">Join</a>
        </nav>
        {children}
      </body>
    </html>
  );
}
