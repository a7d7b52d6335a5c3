// The usual kind of signed link: a JSON Web Token, signed and verified with HS256.

import { jwtVerify, SignJWT } from "jose";
import { obey, rateOf } from "../program.ts";

const key = new TextEncoder().encode("a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6");
const id = "0123456789abcdefghijkl";

obey({
  links: (given) =>
    rateOf(async () => {
      const token = await new SignJWT({ id })
        .setProtectedHeader({ alg: "HS256" })
        .setIssuedAt()
        .sign(key);
      const { payload } = await jwtVerify(token, key);
      if (payload.id !== id) throw new Error("another link");
    }, given),
});
