import { postern } from "postern/nuxt";

export default defineEventHandler(postern(accounts));
