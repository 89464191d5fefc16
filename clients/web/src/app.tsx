import { type Client, connect, type Login, logOut } from "@hongyan/sdk";
import { useEffect, useState } from "react";
import { ClientProvider } from "./client.js";
import { forgetDrafts } from "./drafts.js";
import type { Key } from "./i18n.js";
import { LoginScreen } from "./login.js";
import { uploadsOf } from "./media/uploads.js";
import { keeper, token, url } from "./session.js";
import { useStored } from "./settings.js";
import { Shell } from "./shell.js";
import { ToastProvider } from "./toast.js";

/** The login screen, or the conversations of whoever is logged in, in this tab or another one. */
export function App() {
  const stored = useStored("login");
  const [notice, setNotice] = useState<Key>();
  const login = stored === undefined ? undefined : keeper.load();
  if (login === undefined) {
    return <LoginScreen notice={notice} entered={(next) => { setNotice(undefined); keeper.save(next); }} />;
  }
  return <Connected key={login.user.id} login={login} ended={(why) => { setNotice(why); keeper.save(undefined); }} />;
}

function Connected({ login, ended }: { login: Login; ended(why?: Key): void }) {
  const [client, setClient] = useState<Client>();
  const userId = login.user.id;
  useEffect(() => {
    let closed = false;
    let opened: Client | undefined;
    void connect({ url, token, userId }).then((connected) => {
      opened = connected;
      if (closed) {
        void connected.close();
        return;
      }
      connected.people.learn([login.user]);
      connected.on("connection", (state) => {
        if (state === "signedOut" || state === "disabled") {
          ended(state);
        }
      });
      setClient(connected);
    });
    return () => {
      closed = true;
      if (opened !== undefined) {
        uploadsOf(opened).end();
        void opened.close();
      }
    };
    // The user's id stands for the login: its tokens change all the time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [userId]);

  if (client === undefined) {
    return <div className="splash" aria-busy="true" />;
  }
  const leave = async (): Promise<void> => {
    await logOut(url, token).catch(() => {});
    await client.forget().catch(() => {});
    forgetDrafts();
    ended();
  };
  return (
    <ClientProvider client={client}>
      <ToastProvider>
        <Shell logOut={() => void leave()} />
      </ToastProvider>
    </ClientProvider>
  );
}
