import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "./i18n.js";

/** A window over the page; `drawer` ones stand at its side. */
export function Window({ open, close, title, drawer = false, children }: { open: boolean; close(): void; title: string; drawer?: boolean; children: ReactNode }) {
  const { t } = useI18n();
  return (
    <Dialog.Root open={open} onOpenChange={(isOpen) => isOpen || close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className={drawer ? "window drawer" : "window"}>
          <header className="window-header">
            <Dialog.Title>{title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={t("close")}><X /></Dialog.Close>
          </header>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

export interface Asked {
  question: string;
  hint: string;
  yes: string;
  act(): void;
}

/** Asks before something that can't be undone. */
export function Confirmation({ asked, close }: { asked: Asked | undefined; close(): void }) {
  const { t } = useI18n();
  return (
    <AlertDialog.Root open={asked !== undefined} onOpenChange={(isOpen) => isOpen || close()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="window confirmation">
          <AlertDialog.Title>{asked?.question}</AlertDialog.Title>
          <AlertDialog.Description>{asked?.hint}</AlertDialog.Description>
          <div className="buttons">
            <AlertDialog.Close className="secondary">{t("cancel")}</AlertDialog.Close>
            <AlertDialog.Close className="danger" onClick={() => asked?.act()}>{asked?.yes}</AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
