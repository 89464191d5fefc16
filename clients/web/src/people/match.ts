import { useEffect, useState } from "react";

type Match = (text: string, q: string) => number[] | null;

let pinyin: Match | undefined;
let loading: Promise<void> | undefined;

/** The sounds of Chinese characters are a large table: it comes when somebody searches. */
export function learnSounds(): Promise<void> {
  loading ??= import("./pinyin.js").then(
    (module) => {
      pinyin = module.match;
    },
    () => {
      loading = undefined;
    },
  );
  return loading;
}

/** Whether a name has what was typed in it, or sounds like it: `wxm` and `xiaoming` find 王晓明. */
export function matches(name: string, typed: string): boolean {
  const q = typed.trim().toLowerCase();
  return name.toLowerCase().includes(q) || (/^[a-zü' ]+$/.test(q) && (pinyin?.(name, q.replace(/[' ]/g, "")) ?? null) !== null);
}

/** {@link matches}, that knows sounds soon after it is used. */
export function useMatch(active: boolean): typeof matches {
  const [, loaded] = useState(pinyin !== undefined);
  useEffect(() => {
    if (active && pinyin === undefined) {
      void learnSounds().then(() => loaded(true));
    }
  }, [active]);
  return matches;
}
