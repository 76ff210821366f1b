// Pictures of the back office in states that a test can't easily make: node test/page/admin-shots.mjs OUT [filter].
// Needs `npm run build`; the server's answers come from a file.
import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const [out = "shots", filter = ""] = process.argv.slice(2);
const root = resolve(import.meta.dirname, "../..");
const full = JSON.parse(readFileSync(join(root, "test/admin/sections.json"), "utf8"));
const calm = {
  ...full,
  queues: full.queues.map((queue) => ({ ...queue, ready: 0, waiting_since: null })),
  outbox: { unsent: 0, since: null },
  messages: { open: 0, listed: [] },
  entries: { open: 0, listed: [] },
  decisions: { newest: [] },
  registers: { ...full.registers, registers: full.registers.registers.slice(0, 3) },
};
const first = { server: full.server, broker: { up: false, since: full.server.at, flows: "none" } };
const fresh = {
  ...calm,
  queues: calm.queues.map((queue) => ({ ...queue, flow: null })),
  broker: { ...full.broker, flows: "none" },
  history: {},
  registers: { registers: [], heads: [], forks: [] },
  sales: { ...full.sales, sales: [], open_shifts: [] },
};
const brokerAway = { ...full, broker: { up: false, since: "2026-12-01T14:02:00Z", flows: "away" } };
const pages = {
  today: ["/admin", full],
  calm: ["/admin", calm],
  fresh: ["/admin", fresh],
  first: ["/admin", first],
  away: ["/admin", brokerAway],
  database: ["/admin", { ...full, server: { ...full.server, database: false } }],
  queues: ["/admin/queues", full],
  messages: ["/admin/messages", full],
  replay: ["/admin/messages?open=2", full, (page) => page.click("[data-testid=do-replay]")],
  nomessages: ["/admin/messages", calm],
  quarantine: ["/admin/quarantine", full],
  registers: ["/admin/registers?sort=heard&dir=down", full],
  audit: ["/admin/audit", full],
  noaudit: ["/admin/audit", calm],
};
const types = { js: "text/javascript", css: "text/css", woff2: "font/woff2", html: "text/html" };

mkdirSync(out, { recursive: true });
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
for (const [name, [path, sections, then]] of Object.entries(pages)) {
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ]) {
    for (const theme of ["light", "dark"]) {
      for (const lang of ["en", "de"]) {
        const file = `${name}-${width}x${height}-${theme}-${lang}.png`;
        if (!new RegExp(filter).test(file)) continue;
        const context = await browser.newContext({
          viewport: { width, height },
          locale: lang === "de" ? "de-DE" : "en-GB",
          timezoneId: "Europe/London",
          colorScheme: theme,
        });
        const page = await context.newPage();
        page.on("pageerror", (error) => process.stderr.write(`${file}: ${error}\n`));
        await page.route("**/*", (route) => answer(route, sections));
        await page.goto(`http://127.0.0.1${path}`);
        await page.waitForSelector("[data-health=live]");
        await page.evaluate(() => document.fonts.ready);
        await then?.(page);
        await page.waitForTimeout(150);
        await page.screenshot({ path: join(out, file) });
        await context.close();
      }
    }
  }
}
await browser.close();

function answer(route, sections) {
  const { pathname } = new URL(route.request().url());
  const sent = (contentType, body) => route.fulfill({ contentType, body });
  if (pathname === "/admin/api/me")
    return sent("application/json", '{"name":"Ada Lindqvist","roles":["admin"]}');
  if (pathname === "/admin/api/live")
    return sent("text/event-stream", `event: snapshot\ndata: ${JSON.stringify(sections)}\n\n`);
  const file = pathname.startsWith("/admin/assets/") ? pathname.slice("/admin/".length) : "admin.html";
  return sent(types[file.split(".").at(-1)], readFileSync(join(root, "dist-admin", file)));
}
