import { postern } from "postern/next";
import { accounts } from "../../../accounts";

export const { GET, POST } = postern(accounts);
