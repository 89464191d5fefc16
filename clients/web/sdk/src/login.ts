import { ClientIds } from "./clientId.js";
import type { Schemas, User } from "./model.js";
import { ProblemError } from "./problem.js";
import { Rest, type TokenSource } from "./rest.js";

type Tokens = Schemas["Tokens"];

/** What a login has given; kept by the application, and replaced at every refresh. */
export interface Login extends Tokens {
  /** Under which the refresh token is used: a repetition by another tab, or after a lost answer, gets the same answer. */
  refreshKey: string;
  /** When it came, by this device's clock. */
  receivedAt: number;
}

/** Where a login lasts: of one key, as `localStorage` is. */
export interface LoginKeeper {
  load(): Login | undefined;
  save(login: Login | undefined): void;
}

const MARGIN = 30_000;
const ids = new ClientIds();

export interface Credentials {
  name: string;
  password: string;
}

export async function register(
  url: string,
  account: Credentials & { displayName?: string; invite?: string },
  fetcher: typeof fetch = fetch.bind(globalThis),
): Promise<User> {
  return new Rest(url, fetcher).call("POST", "/accounts", { body: account, header: { "Idempotency-Key": ids.next() } });
}

export async function logIn(
  url: string,
  credentials: Credentials,
  device: Schemas["LoginClient"],
  fetcher: typeof fetch = fetch.bind(globalThis),
): Promise<Login> {
  const login = await new Rest(url, fetcher).call("POST", "/tokens", { body: { ...credentials, device } });
  return received(login);
}

export async function logOut(url: string, token: TokenSource, fetcher: typeof fetch = fetch.bind(globalThis)): Promise<void> {
  await new Rest(url, fetcher, token).call("DELETE", "/tokens/current");
}

/**
 * The access tokens of whoever logged in, refreshed when they run out. It rejects with a {@link ProblemError} of status
 * 401 once nobody is logged in any more.
 */
export function tokensOf(url: string, keeper: LoginKeeper, fetcher: typeof fetch = fetch.bind(globalThis)): TokenSource {
  const rest = new Rest(url, fetcher);
  let refreshing: Promise<string> | undefined;

  async function refresh(login: Login): Promise<string> {
    const next = await rest.call("POST", "/tokens/refresh", {
      body: { refreshToken: login.refreshToken },
      header: { "Idempotency-Key": login.refreshKey },
    });
    if (keeper.load()?.refreshToken === login.refreshToken) {
      keeper.save(received(next));
    }
    return next.accessToken;
  }

  return async (spent) => {
    const login = keeper.load();
    if (login === undefined) {
      throw new ProblemError({
        type: "about:blank", title: "Nobody is logged in", status: 401, detail: "There is no login here", code: "unauthenticated", retryable: false,
      });
    }
    if (login.accessToken !== spent && endOf(login) - Date.now() > MARGIN) {
      return login.accessToken;
    }
    refreshing ??= refresh(login).finally(() => (refreshing = undefined));
    return refreshing;
  };
}

function received(login: Tokens): Login {
  return { ...login, refreshKey: ids.next(), receivedAt: Date.now() };
}

/** When the access token ends by this device's clock, which may be wrong: its life is what the server says. */
function endOf(login: Login): number {
  try {
    const claims = JSON.parse(atob(login.accessToken.split(".")[1]!.replace(/-/g, "+").replace(/_/g, "/"))) as {
      iat: number;
      exp: number;
    };
    const end = login.receivedAt + (claims.exp - claims.iat) * 1_000;
    return Number.isNaN(end) ? Date.parse(login.expiresAt) : end;
  } catch {
    return Date.parse(login.expiresAt);
  }
}
