export default defineEventHandler(async (event) => {
  plant(event.context.user.email, String((await readBody(event)).name));
  return null;
});
