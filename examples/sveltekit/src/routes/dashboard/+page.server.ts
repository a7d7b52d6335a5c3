import { plant, plants } from "#lib/server/plants.ts";

export const load = ({ locals: { user } }) => ({ email: user.email, plants: plants(user.email) });

export const actions = {
  default: async ({ locals: { user }, request }) =>
    plant(user.email, String((await request.formData()).get("name"))),
};
