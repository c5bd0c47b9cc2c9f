import { mount } from "svelte";

import App from "./App.svelte";
import { loadVocabulary } from "./backend/vocabulary";
import "./kit/tokens.css";
import { language, setLanguage } from "./text/language.svelte";

setLanguage(language());
await loadVocabulary();
const target = document.getElementById("app");
if (target) mount(App, { target });
