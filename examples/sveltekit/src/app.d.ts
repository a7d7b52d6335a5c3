import type { User } from "postern";

declare global {
  namespace App {
    interface Locals {
      user: User;
    }
  }
}
