import { type Login, type LoginKeeper, tokensOf } from "@hongyan/sdk";
import { store, stored } from "./settings.js";

export const url = location.origin;

/** The login of this browser, shared by its tabs. */
export const keeper: LoginKeeper = {
  load() {
    try {
      return JSON.parse(stored("login") ?? "null") as Login | undefined ?? undefined;
    } catch {
      return undefined;
    }
  },
  save(login) {
    store("login", login === undefined ? undefined : JSON.stringify(login));
  },
};

export const token = tokensOf(url, keeper);
