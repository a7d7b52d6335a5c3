export const GET = ({ locals: { user } }) => Response.json({ email: user.email });
