import type { Body, MediaBody, MergedItem } from "@hongyan/sdk";
import { textOf } from "@hongyan/sdk";
import { IdCard, MapPin } from "lucide-react";
import { useClient, useName } from "../client.js";
import { useI18n } from "../i18n.js";
import { FileRow } from "../media/fileRow.js";
import { Film, Voice } from "../media/player.js";
import { Picture } from "../media/picture.js";
import { openConversation } from "../route.js";
import { useToasts } from "../toast.js";
import { useOpened } from "./context.js";
import { Text } from "./text.js";

interface Props {
  kind: string | undefined;
  body: Body | undefined;
  mentions?: string[] | undefined;
  /** Of a message that this page may have sent. */
  clientId?: string | undefined;
}

/** What a message says, by its kind. */
export function Content({ kind, body = {}, mentions, clientId }: Props) {
  const { t } = useI18n();
  const { look } = useOpened();
  switch (kind) {
    case "text":
      return <Text text={textOf(body)} mentions={mentions} />;
    case "image":
      return <><Picture body={body as Partial<MediaBody>} clientId={clientId} look={look} /><Caption body={body} mentions={mentions} /></>;
    case "voice":
      return <><Voice body={body as Partial<MediaBody>} /><Caption body={body} mentions={mentions} /></>;
    case "video":
      return <><Film body={body as Partial<MediaBody>} clientId={clientId} /><Caption body={body} mentions={mentions} /></>;
    case "file":
      return <><FileRow kind={kind} body={body as Partial<MediaBody>} /><Caption body={body} mentions={mentions} /></>;
    case "merged":
      return <Merged title={typeof body.title === "string" ? body.title : t("merged")} items={(body.items ?? []) as MergedItem[]} />;
    case "location":
      return <span className="content-line"><MapPin /> {[body.name, body.address].filter(Boolean).join(", ") || `${String(body.latitude)}, ${String(body.longitude)}`}</span>;
    case "card":
      return <Card userId={String(body.userId)} />;
    default:
      return <em className="unsupported">{t("unsupported")}</em>;
  }
}

function Caption({ body, mentions }: { body: Body; mentions: string[] | undefined }) {
  const text = textOf(body);
  return text === "" ? null : <p className="caption"><Text text={text} mentions={mentions} /></p>;
}

/** Messages of another conversation, as they were when they were forwarded. */
function Merged({ title, items }: { title: string; items: MergedItem[] }) {
  return (
    <div className="merged">
      <strong>{title}</strong>
      {items.map((item, index) => <MergedLine key={index} item={item} />)}
    </div>
  );
}

function MergedLine({ item }: { item: MergedItem }) {
  const { full } = useI18n();
  const name = useName(item.senderId);
  return (
    <div className="merged-line" title={full(item.at)}>
      <span>{name}</span> <Content kind={item.kind} body={item.body} />
    </div>
  );
}

function Card({ userId }: { userId: string }) {
  const client = useClient();
  const { attempt } = useToasts();
  const name = useName(userId);
  return (
    <button className="content-line link" onClick={() => void attempt(async () => openConversation((await client.direct(userId)).id))}>
      <IdCard /> {name}
    </button>
  );
}
