import type { Client, MediaLinks } from "@hongyan/sdk";
import { useEffect, useState } from "react";

/** Addresses of a medium; `renew` asks for others where these don't work any more. */
export function useLinks(client: Client, mediaId: string | undefined): { links: MediaLinks | undefined; renew(): void } {
  const [links, setLinks] = useState<MediaLinks>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let isShown = mediaId !== undefined;
    if (mediaId !== undefined) {
      client.media.links(mediaId, tries > 0).then((found) => isShown && setLinks(found), () => {});
    }
    return () => {
      isShown = false;
    };
  }, [client, mediaId, tries]);
  return { links, renew: () => setTries((now) => (now < 3 ? now + 1 : now)) };
}
