export default defineNuxtConfig({
  telemetry: false,
  // Without it the server's code cannot `await` the store at its top level.
  nitro: { esbuild: { options: { target: "es2022" } } },
});
