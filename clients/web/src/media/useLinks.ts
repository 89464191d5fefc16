import type { Client, MediaLinks } from "@hongyan/sdk";
import { useConnection } from "@hongyan/sdk/react";
import { useEffect, useRef, useState } from "react";

const MOST_TRIES = 3;

interface Links {
  links: MediaLinks | undefined;
  isFailed: boolean;
  /** Asks for others where these don't work any more. */
  renew(): void;
}

/** Addresses of a medium; what couldn't be asked for is asked for again when the connection comes back. */
export function useLinks(client: Client, mediaId: string | undefined): Links {
  const [links, setLinks] = useState<MediaLinks>();
  const [isFailed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  const isOnline = useConnection(client) === "online";
  // Addresses that are there stay: others would load the picture again.
  const answered = useRef("");
  useEffect(() => {
    const asked = `${mediaId} ${tries}`;
    if (mediaId === undefined || answered.current === asked) {
      return undefined;
    }
    let isShown = true;
    client.media.links(mediaId, tries > 0).then(
      (found) => {
        if (isShown) {
          answered.current = asked;
          setLinks(found);
          setFailed(false);
        }
      },
      () => isShown && setFailed(true),
    );
    return () => {
      isShown = false;
    };
  }, [client, mediaId, tries, isOnline]);
  const renew = (): void => (tries < MOST_TRIES ? setTries(tries + 1) : setFailed(true));
  return { links: isFailed ? undefined : links, isFailed, renew };
}
