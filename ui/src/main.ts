import "@fontsource-variable/inter/wght.css";
import { mount } from "svelte";

import App from "./App.svelte";
import { loadVocabulary } from "./backend/vocabulary";
import "./kit/tokens.css";
import { sentence } from "./text/errors";
import { language, setLanguage } from "./text/language.svelte";

setLanguage(language());
const target = document.getElementById("app") ?? document.body;
try {
  await loadVocabulary();
  mount(App, { target });
} catch (error) {
  target.textContent = `${sentence(error)} ${String(error)}`;
}
