import { postern } from "postern/react-router";
import { accounts } from "../accounts.server";

export const loader = postern(accounts);
export const action = loader;
