// The window's start.
import "@fontsource-variable/inter/wght.css";
import "./shared/style/tokens.css";
import "./shared/style/base.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { platform } from "./platform";
import { applyTheme } from "./shared/theme";

applyTheme(document.documentElement, location.search, localStorage);
const target = document.getElementById("app");
if (!target) throw new Error("the page has no #app");
mount(App, { target, props: { platform, language: new URLSearchParams(location.search).get("lang") } });
