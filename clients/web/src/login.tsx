import { logIn, type Login, ProblemError, register } from "@hongyan/sdk";
import { Eye, EyeOff } from "lucide-react";
import { type FormEvent, useState } from "react";
import { type Key, type Language, useI18n } from "./i18n.js";
import { Logo } from "./logo.js";
import { url } from "./session.js";

const LANGUAGES: [Language, string][] = [["en", "English"], ["zh", "中文"]];

export function LoginScreen({ notice, entered }: { notice: Key | undefined; entered(login: Login): void }) {
  const { t, language, choose } = useI18n();
  const [isNew, setNew] = useState(false);
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);
  const [failure, setFailure] = useState<string>();

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get("name")).trim();
    const password = String(form.get("password"));
    const displayName = String(form.get("displayName") ?? "").trim();
    setBusy(true);
    setFailure(undefined);
    try {
      if (isNew) {
        await register(url, { name, password, ...(displayName === "" ? {} : { displayName }) });
      }
      entered(await logIn(url, { name, password }, { kind: "web", name: deviceName() }));
    } catch (problem) {
      setFailure(explain(problem, t));
      setBusy(false);
    }
  };

  const shownNotice = failure ?? (notice === undefined ? undefined : t(notice));
  return (
    <main className="login">
      <form className="login-card" onSubmit={(event) => void submit(event)}>
        <Logo />
        <h1>{t("appName")}</h1>
        <p className="slogan">{t("slogan")}</p>
        <div className="login-field">
          <label htmlFor="name">{t("name")}</label>
          <input id="name" name="name" autoComplete="username" autoCapitalize="none" spellCheck={false} required minLength={isNew ? 3 : 1} maxLength={64} autoFocus aria-describedby={isNew ? "name-hint" : undefined} />
          {isNew && <small id="name-hint">{t("nameHint")}</small>}
        </div>
        {isNew && (
          <div className="login-field">
            <label htmlFor="display-name">{t("displayName")}</label>
            <input id="display-name" name="displayName" autoComplete="name" maxLength={64} />
          </div>
        )}
        <div className="login-field">
          <label htmlFor="password">{t("password")}</label>
          <span className="with-button">
            <input id="password" name="password" type={shown ? "text" : "password"} autoComplete={isNew ? "new-password" : "current-password"} required minLength={isNew ? 8 : 1} maxLength={256} aria-describedby={isNew ? "password-hint" : undefined} />
            <button type="button" className="icon-button" aria-label={t(shown ? "hidePassword" : "showPassword")} onClick={() => setShown(!shown)}>
              {shown ? <EyeOff /> : <Eye />}
            </button>
          </span>
          {isNew && <small id="password-hint">{t("passwordHint")}</small>}
        </div>
        <p className="login-failure" role="alert">{shownNotice}</p>
        <button className="primary" disabled={busy}>{t(isNew ? "register" : "logIn")}</button>
        <button type="button" className="link" onClick={() => { setNew(!isNew); setFailure(undefined); }}>
          {t(isNew ? "toLogIn" : "toRegister")}
        </button>
      </form>
      <footer className="languages">
        {LANGUAGES.map(([code, label]) => (
          <button key={code} className="link" lang={code} aria-pressed={language === code} onClick={() => choose(code)}>{label}</button>
        ))}
      </footer>
    </main>
  );
}

function explain(failure: unknown, t: (key: Key) => string): string {
  if (!(failure instanceof ProblemError)) {
    return t("noServer");
  }
  const { status, detail, errors, title } = failure.problem;
  switch (status) {
    case 401:
      return t("wrongCredentials");
    case 403:
      return t("disabled");
    case 409:
      return t("nameTaken");
    case 429:
      return t("tooMany");
    default:
      return errors?.map((error) => `${error.pointer.slice(1)} ${error.detail}`).join(", ") || detail || title;
  }
}

/** What the browser says it runs on. */
function deviceName(): string {
  return /\(([^;)]+)/.exec(navigator.userAgent)?.[1]?.slice(0, 40) ?? "web";
}
