import { FileUp } from "lucide-react";
import { type DragEvent, type ReactNode, useEffect, useState } from "react";
import { useI18n } from "../i18n.js";
import { filesOf } from "./files.js";
import { useAdding } from "./useAdding.js";

/** A conversation onto which files may be dropped. */
export function DropZone({ conversationId, label, children }: { conversationId: string; label: string; children: ReactNode }) {
  const { t } = useI18n();
  const add = useAdding(conversationId);
  // Each element inside is entered and left too.
  const [depth, setDepth] = useState(0);
  // What happens in a window over it bubbles through React to here too.
  const isInside = ({ target, currentTarget }: DragEvent): boolean => currentTarget.contains(target as Node);
  const over = (event: DragEvent, by: number): void => {
    if (isInside(event) && event.dataTransfer.types.includes("Files")) {
      event.preventDefault();
      setDepth((now) => Math.max(0, now + by));
    }
  };
  const dropped = (event: DragEvent): void => {
    over(event, -Infinity);
    if (isInside(event)) {
      add(filesOf(event.dataTransfer));
    }
  };
  return (
    <section
      className="conversation" aria-label={label}
      onDragEnter={(event) => over(event, 1)} onDragOver={(event) => over(event, 0)} onDragLeave={(event) => over(event, -1)} onDrop={dropped}
    >
      {children}
      {depth > 0 && <div className="drop-here"><FileUp /> {t("dropHere")}</div>}
    </section>
  );
}

/** A file that misses its place must not take the page's. */
export function useStrayDrops(): void {
  useEffect(() => {
    const ignore = (event: globalThis.DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files") === true) {
        event.preventDefault();
      }
    };
    addEventListener("dragover", ignore);
    addEventListener("drop", ignore);
    return () => {
      removeEventListener("dragover", ignore);
      removeEventListener("drop", ignore);
    };
  }, []);
}
