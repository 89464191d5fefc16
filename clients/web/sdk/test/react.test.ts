import { createElement, type ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { useConnection, useConversation, useConversations, useTimeline, useUnread } from "../src/react/index.js";
import { anna, bob, room, server, start, until } from "./world.js";

test("hooks show what the client knows, where a server renders the page too", async () => {
  const client = await start(anna);
  server.model.send(bob.id, room, { clientId: "12345678", kind: "text", body: { text: "hello" } });
  await until(() => client.connection === "online" && client.unread.unread === 1);
  await client.conversation(room).open();
  function Page(): ReactNode {
    const words = [
      useConnection(client), useUnread(client).unread, useConversations(client).length, useConversation(client, room)?.kind,
      useTimeline(client, room).entries.map(({ seq }) => seq).join(),
    ];
    return words.join(" ");
  }

  expect(renderToString(createElement(Page))).toBe("online 1 1 direct 1,2");
});
