// The back office's start.
import "@fontsource-variable/inter/wght.css";
import "../shared/style/tokens.css";
import "../shared/style/base.css";
import "./shared/page.css";
import { mount } from "svelte";
import { applyTheme } from "../shared/theme";
import Admin from "./Admin.svelte";
import { Line } from "./line.svelte";

applyTheme(document.documentElement, location.search, localStorage);
const target = document.getElementById("app");
if (!target) throw new Error("the page has no #app");
const language = new URLSearchParams(location.search).get("lang") ?? navigator.language;
mount(Admin, { target, props: { line: new Line(), language } });
