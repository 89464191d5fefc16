import { beforeEach, describe, expect, test, vi } from "vitest";
import { ClientIds } from "../src/clientId.js";
import { Media } from "../src/media.js";
import { mediaBody } from "../src/index.js";
import type { User } from "../src/model.js";
import { Rest } from "../src/rest.js";
import { FakeServer } from "../src/testing/index.js";

const MEGA = 1_024 * 1_024;

let server: FakeServer;
let anna: User;

beforeEach(() => {
  server = new FakeServer(() => 0.5);
  anna = server.model.addUser("Anna");
});

function media(fetcher?: typeof fetch): Media {
  const { url, token, fetch } = server.connection(anna);
  const ids = new ClientIds();
  return new Media(new Rest(url, fetcher ?? fetch, token), url, () => ids.next());
}

function bytes(size: number): Blob {
  return new Blob([Uint8Array.from({ length: size }, (_, i) => i % 251)]);
}

async function same(one: Blob, other: Blob): Promise<boolean> {
  return Buffer.from(await one.arrayBuffer()).equals(Buffer.from(await other.arrayBuffer()));
}

describe("an upload", () => {
  test("comes whole, and tells how far it is", async () => {
    const [told, sent]: [number[], Blob] = [[], bytes(3 * MEGA + 17)];
    const medium = await media().upload(sent, { kind: "file", name: "a.bin", progress: (received) => told.push(received) });
    expect(await same(server.media.content(medium.id), sent)).toBe(true);
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(sent.size);
  });

  test("goes on where the server is when requests and answers are lost", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
    let seed = 7;
    server = new FakeServer(() => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647);
    anna = server.model.addUser("Anna");
    server.faults = { drop: 0.3, duplicate: 0, reorder: 0, cutEveryMs: 0 };
    const sent = bytes(3 * MEGA);
    const uploading = media().upload(sent, { kind: "file", name: "a.bin" });
    let medium: Awaited<typeof uploading> | undefined;
    void uploading.then((done) => (medium = done));
    for (let i = 0; i < 600 && medium === undefined; i++) {
      await vi.advanceTimersByTimeAsync(1_000);
    }
    vi.useRealTimers();
    expect(await same(server.media.content((await uploading).id), sent)).toBe(true);
    expect(server.media.size).toBe(1);
  });

  test("is begun once although the answer to that is lost", async () => {
    let lost = 0;
    const { fetch: answering } = server.connection(anna);
    const losing = (async (...request: Parameters<typeof fetch>) => {
      const answer = await answering(...request);
      if (request[1]?.method === "POST" && lost++ === 0) {
        throw new TypeError("the answer is lost");
      }
      return answer;
    }) as typeof fetch;
    await media(losing).upload(bytes(10), { kind: "file", name: "a.bin" });
    expect(lost).toBe(2);
    expect(server.media.size).toBe(1);
  });

  test("that is given up leaves nothing behind", async () => {
    const abort = new AbortController();
    let came = 0;
    const progress = (received: number): void => {
      came = received;
      abort.abort();
    };
    const upload = media().upload(bytes(4 * MEGA), { kind: "file", name: "a.bin", signal: abort.signal, progress });
    await expect(upload).rejects.toThrow();
    expect(came).toBeLessThan(4 * MEGA);
    await vi.waitFor(() => expect(server.media.size).toBe(0));
  });

  test("that the server refuses isn't tried again", async () => {
    let asked = 0;
    const refusing = (async () => {
      asked++;
      return new Response(JSON.stringify({ type: "", title: "Too large", status: 413, code: "tooLarge", retryable: false }), { status: 413 });
    }) as unknown as typeof fetch;
    await expect(media(refusing).upload(bytes(10), { kind: "image", name: "a.png" })).rejects.toThrow("Too large");
    expect(asked).toBe(1);
  });
});

test("a link is asked for once, and anew when it doesn't work any more", async () => {
  const { fetch } = server.connection(anna);
  let asked = 0;
  const counting = ((input: string, init: RequestInit) => {
    asked += String(input).endsWith("/links") ? 1 : 0;
    return fetch(input, init);
  }) as typeof globalThis.fetch;
  const counted = media(counting);
  const { id } = await counted.upload(bytes(10), { kind: "file", name: "a.bin" });
  const [one, other] = await Promise.all([counted.links(id), counted.links(id)]);
  expect(one).toBe(other);
  expect(one.content).toBe(`http://fake/v1/media/links/${id}`);
  expect(asked).toBe(1);
  await counted.links(id, true);
  expect(asked).toBe(2);
});

test("a body has the size of a picture only where there is a thumbnail, as the server's has", () => {
  const medium = { id: "1", ownerId: "2", kind: "image", name: "a.png", size: 3, received: 3, complete: true, type: "image/png", width: 4, height: 5, thumbnail: true, createdAt: "" } as const;
  expect(mediaBody(medium, "")).toEqual({ mediaId: "1", name: "a.png", size: 3, type: "image/png", width: 4, height: 5, thumbnail: true });
  expect(mediaBody({ ...medium, thumbnail: false }, "hi")).toEqual({ mediaId: "1", name: "a.png", size: 3, type: "image/png", text: "hi" });
});
