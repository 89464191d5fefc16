import { type Client, mediaBody } from "@hongyan/sdk";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { test } from "vitest";
import { DESKTOP, PHONE, stage } from "./page.js";
import { newPeople, url } from "./people.js";
import { HILLS, png } from "./picture.js";

const { open, device } = stage();

/** The pictures of the documentation, made anew with `HONGYAN_SCREENSHOTS=1`. */
const folder = join(import.meta.dirname, "../../../docs/web");

const SCENES = {
  en: {
    me: "Lin Ya", friends: ["Anna Berg", "Tomás Rey", "Chen Yu", "Priya Nair", "Jonas Weber"],
    group: "Spring release",
    talk: [
      [1, "Morning! The build of last night is green on all machines."],
      [1, "I have put the notes on https://wiki.example.org/release"],
      [2, "Nice. Then we can freeze on Thursday, as planned?"],
      [0, "Thursday works for me. Who tells the customers?"],
      [3, "I do. The mail is written, it only needs a date."],
      [2, "@Lin Ya can you look at the last two tickets before lunch?"],
    ],
    hello: "We met at the spring meeting.",
    reply: "Yes, both. I'll write here when they are done.",
    picture: ["the-new-background.png", "The new background, what do you think?"], file: "release-checklist.csv",
    posts: [
      [3, "Three weeks of walking along the river. I can recommend it to everybody who sits too much."],
      [2, "Our talk about fan-out strategies is online: https://talks.example.org/fanout"],
      [1, "The geese are back over the city this morning, earlier than last year."],
    ],
    repost: "Worth an hour of your time.", comment: "I saw them too, right above the office!",
    chats: ["See you at half past six then!", "The contract is signed 🎉", "Did you get my photo of the whiteboard?", "Thanks, that helped a lot."],
  },
  zh: {
    me: "林雅", friends: ["王晓明", "陈雨", "李思远", "赵敏", "周建国"],
    group: "春季版本发布",
    talk: [
      [1, "早上好！昨晚的构建在所有机器上都通过了。"],
      [1, "发布说明在这里：https://wiki.example.org/release"],
      [2, "太好了，那就按计划周四封版？"],
      [0, "周四没问题。谁来通知客户？"],
      [3, "我来。邮件已经写好，只差日期了。"],
      [2, "@林雅 午饭前能看一下最后两个工单吗？"],
    ],
    hello: "我们在春季会议上见过。",
    reply: "好的，两个都看。处理完在这里说一声。",
    picture: ["新背景.png", "新背景图，大家觉得怎么样？"], file: "发布检查清单.csv",
    posts: [
      [3, "沿着江边走了三个星期，推荐给每一个久坐的人。"],
      [2, "我们关于扩散策略的分享上线了：https://talks.example.org/fanout"],
      [1, "今天早上大雁又飞过城市上空了，比去年还早。"],
    ],
    repost: "值得花一个小时看看。", comment: "我也看到了，就在办公楼上空！",
    chats: ["那就六点半见！", "合同签好了 🎉", "白板的照片收到了吗？", "谢谢，帮了大忙。"],
  },
} as const;

function react(client: Client, room: string, seq: number, emoji: string): Promise<unknown> {
  return client.conversation(room).react(seq, emoji, true);
}

async function scene(language: "en" | "zh") {
  const { me, friends, group, talk, reply, chats, hello, picture, file } = SCENES[language];
  const [own, ...others] = await newPeople(me, ...friends);
  const clients: Client[] = await Promise.all([own, ...others].map((person) => device(person)));
  for (const [i, text] of chats.entries()) {
    const chat = await clients[i + 2]!.direct(own.id);
    await chat.send({ text }).acknowledged;
    if (i > 1) {
      await clients[0]!.conversation(chat.id).open();
      clients[0]!.conversation(chat.id).markRead(99);
    }
  }
  const room = await clients[0]!.createGroup(group, others.map(({ id }) => id));
  for (const [who, text] of talk) {
    const mentions = text.startsWith("@") ? [own.id] : [];
    await clients[who]!.conversation(room.id).send({ text, mentions }).acknowledged;
  }
  const drawn = await clients[2]!.media.upload(new Blob([png(1_500, 900, HILLS)]), { kind: "image", name: picture[0] });
  await clients[2]!.conversation(room.id).send({ kind: "image", body: mediaBody(drawn, picture[1]) }).acknowledged;
  const listed = await clients[3]!.media.upload(new Blob(["step,done\n".repeat(2_400)]), { kind: "file", name: file });
  await clients[3]!.conversation(room.id).send({ kind: "file", body: mediaBody(listed) }).acknowledged;
  await post(language, clients, others.map(({ id }) => id));
  await room.settings({ pinned: true });
  const last = clients[0]!.conversation(room.id);
  await last.send({ text: reply, replyTo: 7 }).acknowledged;
  await clients[0]!.conversation(clients[0]!.conversations.at(-1)!.id).settings({ muted: true });
  await react(clients[3]!, room.id, 3, "🎉");
  await react(clients[4]!, room.id, 3, "🎉");
  await react(clients[2]!, room.id, 3, "👍");
  await react(clients[2]!, room.id, 6, "🙏");
  await last.pin(4, true);
  for (const client of clients.slice(1, 5)) {
    const { id } = await client.contacts.ask(own.id);
    await clients[0]!.contacts.accept(id);
  }
  await clients[5]!.contacts.ask(own.id, hello);
  for (const client of clients.slice(1, 4)) {
    client.conversation(room.id).markRead(last.timeline.entries.at(-1)?.seq ?? 20);
  }
  await clients[2]!.setStatus("busy");
  await clients[0]!.close();
  return { me: own, group, room: room.id, friend: friends[1], others: clients.slice(1) };
}

/** What the others post to whoever follows them. */
async function post(language: "en" | "zh", clients: Client[], others: string[]): Promise<void> {
  const { posts, repost, comment } = SCENES[language];
  const made = [];
  for (const [who, text] of posts) {
    await clients[0]!.feed.follow(others[who - 1]!, true);
    await clients[who]!.feed.follow(clients[0]!.me, true);
    made.push(await clients[who]!.feed.post({ text }));
  }
  for (const client of clients.slice(1)) {
    await client.feed.like(made[2]!.id, true);
  }
  await clients[0]!.feed.like(made[0]!.id, true);
  await clients[4]!.feed.comment(made[2]!.id, comment);
  await clients[3]!.feed.post({ text: repost, repostOf: made[1]!.id });
}

test.runIf(process.env.HONGYAN_SCREENSHOTS)("the main screens in both languages and themes", async () => {
  mkdirSync(folder, { recursive: true });
  const shoot = async (page: Page, name: string): Promise<void> => {
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
  for (const language of ["en", "zh"] as const) {
    const { me, group, room, friend, others } = await scene(language);
    for (const theme of ["light", "dark"]) {
      const settings = { language, theme };
      const variants: [string, BrowserContextOptions][] = [["desktop", DESKTOP], ["phone", PHONE]];
      for (const [device, options] of variants) {
        const name = `${device}-${language}-${theme}`;
        const { page } = await open(me, options, settings);
        await page.getByRole("link", { name: new RegExp(group) }).waitFor();
        if (device === "phone") {
          await shoot(page, `${name}-list`);
        }
        await page.getByRole("link", { name: new RegExp(group) }).click();
        await page.locator(".bubble").nth(6).waitFor();
        await shoot(page, `${name}-conversation`);
        // Where it was read before it opens there already.
        if ((await page.locator(".to-newest").count()) > 0) {
          await page.locator(".to-newest").click();
        }
        await page.locator(".file").waitFor();
        await page.locator(".to-newest").waitFor({ state: "detached" });
        await page.locator(".picture:not(.is-loading)").waitFor();
        await shoot(page, `${name}-media`);
        if (device === "desktop") {
          await page.locator(".picture").last().click();
          await page.locator(".lightbox-picture img:not(.lightbox-blur):not([hidden])").waitFor();
          await shoot(page, `${name}-picture`);
          await page.keyboard.press("Escape");
          await page.goto(`${url}/#/feed`);
          await page.locator(".post").nth(2).waitFor();
          await shoot(page, `${name}-feed`);
          await page.goto(`${url}/#/c/${room}`);
          await page.locator(".bubble").nth(6).waitFor();
        }
        if (device === "phone") {
          await page.goto(`${url}/#/u/${others[0]!.me}`);
          await page.locator(".post").first().waitFor();
          await shoot(page, `${name}-posts`);
          await page.goto(`${url}/#/c/${room}`);
          await page.locator(".bubble").nth(6).waitFor();
        }
        if (device === "desktop" && theme === "light") {
          await page.locator(".pane-header .icon-button").last().click();
          await page.getByRole("dialog").getByText(friend).waitFor();
          await shoot(page, `${name}-details`);
          await page.keyboard.press("Escape");
          await page.keyboard.press("Control+k");
          await page.getByRole("option").first().waitFor();
          await shoot(page, `${name}-finder`);
          await page.keyboard.press("Escape");
          await page.locator("button.with-badge").click();
          await page.getByRole("dialog").getByText(friend).first().waitFor();
          await shoot(page, `${name}-contacts`);
          await page.keyboard.press("Escape");
        }
        if (device === "phone" && theme === "dark") {
          await page.locator(".bubble").nth(2).click({ button: "right" });
          await page.getByRole("menuitem").first().waitFor();
          await shoot(page, `${name}-menu`);
        }
        await page.context().close();
      }
      const { page } = await open(undefined, theme === "light" ? DESKTOP : PHONE, settings);
      await page.getByRole("heading").waitFor();
      await shoot(page, `login-${language}-${theme}`);
      await page.context().close();
    }
  }
}, 300_000);
