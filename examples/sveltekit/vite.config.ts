import adapter from "@sveltejs/adapter-node";
import { sveltekit } from "@sveltejs/kit/vite";
import { defineConfig } from "vite";

// SvelteKit refuses forms from any other origin, and takes https for granted if it is not told.
const origin = process.env.ORIGIN ?? "http://localhost:3000";

export default defineConfig({ plugins: [sveltekit({ adapter: adapter(), paths: { origin } })] });
