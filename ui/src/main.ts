import "@fontsource-variable/inter/wght.css";
import { mount } from "svelte";

import App from "./App.svelte";
import { loadVocabulary } from "./backend/vocabulary";
import "./kit/tokens.css";
import { sentence } from "./text/errors";
import { language, setLanguage, t } from "./text/language.svelte";

/** The first answer comes at once as a rule; a window must not stay empty when it does not. */
const PATIENCE_MS = 5000;

setLanguage(language());
const target = document.getElementById("app") ?? document.body;
const say = (text: string) =>
  target.replaceChildren(Object.assign(document.createElement("p"), { className: "page", textContent: text }));
const waiting = setTimeout(() => say(t().app.starting), PATIENCE_MS);
try {
  await loadVocabulary(null);
  target.replaceChildren();
  mount(App, { target });
} catch (error) {
  say(`${sentence(error)} ${String(error)}`);
}
clearTimeout(waiting);
