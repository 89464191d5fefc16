import { ProblemError } from "@hongyan/sdk";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { useI18n } from "./i18n.js";

interface Toasts {
  say(text: string): void;
  /** Runs what may fail, and says so if it does. */
  attempt(action: () => Promise<unknown>): Promise<boolean>;
}

const Context = createContext<Toasts>({ say: () => {}, attempt: async () => false });

export function useToasts(): Toasts {
  return useContext(Context);
}

/** A line at the bottom that goes away by itself. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  const [text, setText] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setText(undefined), 4_000);
    return () => clearTimeout(timer);
  }, [text]);
  const attempt = useCallback(
    async (action: () => Promise<unknown>) => {
      try {
        await action();
        return true;
      } catch (failure) {
        setText(failure instanceof ProblemError ? t("failedAction", { reason: failure.message }) : t("noServer"));
        return false;
      }
    },
    [t],
  );
  return (
    <Context value={{ say: setText, attempt }}>
      {children}
      <div className="toasts" role="status">{text !== undefined && <div className="toast">{text}</div>}</div>
    </Context>
  );
}
