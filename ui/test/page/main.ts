// The development page: the real screens on the register in memory. `?scene=many&theme=dark&lang=de`
import "@fontsource-variable/inter/wght.css";
import "../../src/shared/style/tokens.css";
import "../../src/shared/style/base.css";
import { mount } from "svelte";
import App from "../../src/App.svelte";
import { applyTheme } from "../../src/shared/theme";
import { scene } from "./scenes";

const query = new URLSearchParams(location.search);
const language = query.get("lang");
const platform = scene(query.get("scene") ?? "empty", language);
applyTheme(document.documentElement, location.search, sessionStorage);
const target = document.getElementById("app");
if (!target) throw new Error("the page has no #app");
mount(App, { target, props: { platform, language } });
Object.assign(window, { evertill: platform });
