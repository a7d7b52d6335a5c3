// Whether people may, or must, log in with two factors: the operator's choice.

/**
 * `off`: nobody can set up a second factor; whoever has one keeps it, and is asked for it. `offered`: who wants one, has one.
 * `required`: nobody gets further than to the page where it is set up. `required-for-admins`: the same for admins only.
 */
export type SecondFactorPolicy = "off" | "offered" | "required" | "required-for-admins";
