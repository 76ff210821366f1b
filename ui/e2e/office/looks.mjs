// Every screen under axe in a real browser, in both themes and by keyboard alone; and the way out.
import { strictEqual as equal, ok, deepStrictEqual as same } from "node:assert";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SCREENS = ["today", "queues", "messages", "quarantine", "registers", "audit"];

/** What axe finds, as `rule: element`. */
async function violations(tab) {
  // Under the page's policy no script tag could bring it; the debugger may.
  const { violations: found } = await tab.evaluate(`${axe}; axe.run(document.documentElement)`);
  return found.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(" | ")}`);
}

export const looks = (office) => [
  [
    "axe finds nothing on any screen, in either theme",
    async () => {
      const tab = office.people.ada;
      for (const [i, screen] of SCREENS.entries()) {
        await tab.keyboard.press(String(i + 1));
        await tab.waitForSelector(`[data-testid=go-${screen}][aria-current=page]`);
        for (const colorScheme of ["light", "dark"]) {
          await tab.emulateMedia({ colorScheme });
          same(await violations(tab), [], `${screen} ${colorScheme}`);
        }
        await tab.emulateMedia({ colorScheme: "light" });
        await office.see(`screen-${screen}`);
      }
    },
  ],
  [
    "the keyboard alone gets everywhere, and sees where it is",
    async () => {
      const tab = office.people.ada;
      // A page that just came: where somebody clicked last no longer counts.
      await tab.goto(`${office.server.url}/admin/queues`);
      await tab.waitForSelector("[data-testid=office][data-health=live]");
      await tab.keyboard.press("Tab");
      equal(await tab.evaluate(() => document.activeElement?.getAttribute("href")), "#content");
      const stops = new Set();
      for (let i = 0; i < 40; i += 1) {
        await tab.keyboard.press("Tab");
        stops.add(await tab.evaluate(() => document.activeElement?.getAttribute("data-testid") ?? ""));
      }
      for (const wanted of [...SCREENS.map((screen) => `go-${screen}`), "sign-out"])
        ok(stops.has(wanted), wanted);
    },
  ],
  [
    "the page broke no rule of its own policy",
    async () => {
      same(office.people.ada.wrong, []);
    },
  ],
  [
    "signing out ends the session here and at the provider",
    async () => {
      const tab = office.people.ada;
      await tab.click("[data-testid=sign-out]");
      await tab.waitForSelector("h1:has-text('You are signed out')");
      equal((await office.ask("select * from admin.session where name = 'Carol Dean'")).length, 0);
      const answer = await tab.evaluate(async () => (await fetch("/admin/api/me")).status);
      equal(answer, 401);
      await tab.click("a:has-text('Sign in')");
      await tab.waitForSelector("#username");
    },
  ],
];
