import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { stored, store } from "./settings.js";
import { en } from "./texts/en.js";
import { zh } from "./texts/zh.js";

export type Language = "en" | "zh";
export type Key = keyof typeof en;
export type Texts = Record<Key, string>;

const SEPARATORS: Record<Language, string> = { en: ", ", zh: "、" };
const TEXTS: Record<Language, Texts> = { en, zh };
/** Spaces set a name off from the Chinese around it; the word for the reader wants none. */
const BEGINS_WITH_YOU = new RegExp(`^${zh.you}(${SEPARATORS.zh}|$)`);
const ENDS_WITH_YOU = new RegExp(`(^|${SEPARATORS.zh})${zh.you}$`);

export interface I18n {
  language: Language;
  choose(language: Language): void;
  /** The text of a key; `{name}` in it is replaced. In English `key_one` is used where `count` is one. */
  t(key: Key, values?: Record<string, string | number>): string;
  /** When a message was said, shortly: the time today, else the day. */
  shortTime(at: string): string;
  time(at: string): string;
  day(at: string): string;
  full(at: string): string;
  /** Several names in one text, which may be those of some of `count` people. */
  list(names: string[], count?: number): string;
}

const Context = createContext<I18n | undefined>(undefined);

export function preferredLanguage(): Language {
  const chosen = stored("language");
  if (chosen === "en" || chosen === "zh") {
    return chosen;
  }
  return navigator.languages.some((language) => /^zh/i.test(language)) && !/^en/i.test(navigator.language) ? "zh" : "en";
}

export function translate(language: Language, key: Key, values: Record<string, string | number> = {}): string {
  const one = `${key}_one` as Key;
  const text = values.count === 1 && one in TEXTS[language] ? TEXTS[language][one] : TEXTS[language][key];
  return text.replace(/( ?)\{(\w+)\}( ?)/g, (_, before: string, name: string, after: string) => {
    const value = String(values[name] ?? "");
    const closes = (you: RegExp): boolean => language === "zh" && you.test(value);
    return `${closes(BEGINS_WITH_YOU) ? "" : before}${value}${closes(ENDS_WITH_YOU) ? "" : after}`;
  });
}

/** Chinese counts all people, English those who aren't named. */
export function listed(language: Language, names: string[], count = names.length): string {
  const people = names.join(SEPARATORS[language]);
  return count > names.length ? translate(language, "andOthers", { people, count: language === "zh" ? count : count - names.length }) : people;
}

export function I18nProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(preferredLanguage);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  }, [language]);
  const value = useMemo<I18n>(() => {
    const locale = language === "zh" ? "zh-CN" : navigator.languages.find((one) => /^en/i.test(one)) ?? "en-GB";
    const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
    const clock = format({ hour: "2-digit", minute: "2-digit" });
    const weekday = format({ weekday: language === "zh" ? "long" : "short" });
    const near = format({ day: "numeric", month: "short" });
    const far = format({ day: "numeric", month: "short", year: "numeric" });
    const long = format({ weekday: "long", day: "numeric", month: "long" });
    const full = format({ dateStyle: "full", timeStyle: "medium" });
    const t: I18n["t"] = (key, values) => translate(language, key, values);
    return {
      language,
      choose: (next) => {
        store("language", next);
        setLanguage(next);
      },
      t,
      time: (at) => clock.format(new Date(at)),
      shortTime: (at) => {
        const days = daysAgo(at);
        const date = new Date(at);
        return days <= 0 ? clock.format(date) : days === 1 ? t("yesterday") : days < 7 ? weekday.format(date) : thisYear(at) ? near.format(date) : far.format(date);
      },
      day: (at) => {
        const days = daysAgo(at);
        return days <= 0 ? t("today") : days === 1 ? t("yesterday") : thisYear(at) ? long.format(new Date(at)) : far.format(new Date(at));
      },
      full: (at) => full.format(new Date(at)),
      list: (names, count) => listed(language, names, count),
    };
  }, [language]);
  return <Context value={value}>{children}</Context>;
}

export function useI18n(): I18n {
  const i18n = useContext(Context);
  if (i18n === undefined) {
    throw new Error("no I18nProvider");
  }
  return i18n;
}

function daysAgo(at: string): number {
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  return Math.ceil((midnight.getTime() - Date.parse(at)) / 86_400_000);
}

function thisYear(at: string): boolean {
  return new Date(at).getFullYear() === new Date().getFullYear();
}
