export default defineEventHandler(({ context: { user } }) => ({
  email: user.email,
  plants: plants(user.email),
}));
