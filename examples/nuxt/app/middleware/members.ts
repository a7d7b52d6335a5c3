// A navigation in the browser asks the server nothing by itself: whoever may not see the page loads it, and is sent on.
export default defineNuxtRouteMiddleware(async (to) => {
  if (import.meta.server) return;
  const { status } = await $fetch.raw("/api/me", { ignoreResponseError: true });
  if (status === 401 || status === 403) return navigateTo(to.fullPath, { external: true });
});
