import { index, route, type RouteConfig } from "@react-router/dev/routes";

export default [
  index("routes/home.tsx"),
  route("dashboard", "routes/dashboard.tsx"),
  route("api/me", "routes/me.ts"),
  route("auth/*", "routes/accounts.ts"),
] satisfies RouteConfig;
