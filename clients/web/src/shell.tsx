import { useConnection, useConversations } from "@hongyan/sdk/react";
import { lazy, Suspense, useEffect, useState } from "react";
import { Chrome } from "./chrome.js";
import { useClient } from "./client.js";
import { ConversationPane } from "./conversation/pane.js";
import { type Key, useI18n } from "./i18n.js";
import { Sidebar } from "./list/sidebar.js";
import { useStrayDrops } from "./media/dropZone.js";
import { Finder } from "./people/finder.js";
import { syncDrafts, takeDraft } from "./drafts.js";
import { openConversation, useJoinCode, useOpenedConversation, useOpenedFeed } from "./route.js";
import { useToldStatus } from "./status.js";
import { useToasts } from "./toast.js";

const FeedPane = lazy(() => import("./feed/feedPane.js").then((module) => ({ default: module.FeedPane })));

/** The list beside what is open, a conversation or posts; on a phone one of both. */
export function Shell({ logOut }: { logOut(): void }) {
  const opened = useOpenedConversation();
  const feed = useOpenedFeed();
  const isOpen = opened !== undefined || feed !== undefined;
  const { t } = useI18n();
  const [finding, setFinding] = useState(false);
  useToldStatus();
  useStrayDrops();
  useUpkeep();
  useJoining();
  useShortcuts(opened, isOpen, () => setFinding(true));
  return (
    <div className={isOpen ? "shell has-open" : "shell"}>
      <Chrome />
      <Sidebar opened={opened} find={() => setFinding(true)} logOut={logOut} />
      <main className="pane">
        <Banner />
        {feed !== undefined && <Suspense fallback={<div className="placeholder" aria-busy="true"><p>{t("loading")}</p></div>}><FeedPane key={feed} whose={feed} /></Suspense>}
        {opened !== undefined && <ConversationPane key={opened} id={opened} />}
        {!isOpen && (
          <div className="placeholder">
            <img src="/favicon.svg" alt="" width="64" height="64" />
            <h2>{t("pickConversation")}</h2>
            <p>{t("pickConversationHint")}</p>
          </div>
        )}
      </main>
      <Finder open={finding} close={() => setFinding(false)} />
    </div>
  );
}

/** Says why nothing moves, when that lasts longer than a moment. */
function Banner() {
  const { t } = useI18n();
  const state = useConnection(useClient());
  const [shown, setShown] = useState(false);
  const isFine = state === "online";
  useEffect(() => {
    const timer = setTimeout(() => setShown(!isFine), isFine ? 0 : 1_200);
    return () => clearTimeout(timer);
  }, [isFine]);
  const text: Partial<Record<typeof state, Key>> = { connecting: "connecting", syncing: "syncing", outdated: "outdated" };
  return (
    <div role="status" aria-live="polite">
      {shown && !isFine && (
        <div className={`banner ${state}`}>
          {t(text[state] ?? "offline")}
          {state === "outdated" && <button className="link" onClick={() => location.reload()}>{t("reload")}</button>}
        </div>
      )}
    </div>
  );
}

/** Contacts and requests, drafts of other devices and how many posts are new: asked for with each connection, and told from then on. */
function useUpkeep(): void {
  const client = useClient();
  const isOnline = useConnection(client) === "online";
  useEffect(() => client.on("draft", (draft) => takeDraft(client, draft)), [client]);
  useEffect(() => {
    if (isOnline) {
      void client.contacts.catchUp();
      void syncDrafts(client).catch(() => {});
      void client.feed.refresh().catch(() => {});
    }
  }, [client, isOnline]);
}

/** Who came by a link goes into its group, or waits to be let in. */
function useJoining(): void {
  const client = useClient();
  const { t } = useI18n();
  const { say, attempt } = useToasts();
  const code = useJoinCode();
  useEffect(() => {
    if (code !== undefined) {
      void attempt(async () => {
        const { state, conversationId } = await client.join(code);
        openConversation(state === "joined" ? conversationId : undefined, true);
        if (state === "requested") {
          say(t("joinRequested"));
        }
      }).then((done) => done || openConversation(undefined, true));
    }
  }, [client, code, attempt, say, t]);
}

const OPEN = ["dialog", "alertdialog", "menu"].map((role) => `[role=${role}][data-open]`).join();

/** Ctrl+K finds, Alt+arrows move through the list. Esc is for who has something to close. */
function useShortcuts(opened: string | undefined, isOpen: boolean, find: () => void): void {
  const conversations = useConversations(useClient());
  useEffect(() => {
    // Whether something is open that Esc closes: asked before that hears of it, and closes.
    let isCovered = false;
    const before = (): void => {
      isCovered = document.querySelector(OPEN) !== null;
    };
    const pressed = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        find();
      } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
        event.preventDefault();
        const at = conversations.findIndex(({ id }) => id === opened);
        const next = conversations[at + (event.key === "ArrowDown" ? 1 : at < 0 ? 1 : -1)];
        if (next !== undefined) {
          openConversation(next.id, true);
        }
      } else if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing && isOpen) {
        if (!isCovered) {
          openConversation(undefined);
        }
      }
    };
    addEventListener("keydown", before, { capture: true });
    addEventListener("keydown", pressed);
    return () => {
      removeEventListener("keydown", before, { capture: true });
      removeEventListener("keydown", pressed);
    };
  }, [conversations, opened, isOpen, find]);
}
