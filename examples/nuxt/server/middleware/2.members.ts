import { confirmed } from "postern/nuxt";

export default defineEventHandler(confirmed(accounts, "/dashboard", "/api"));
