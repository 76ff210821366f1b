#!/usr/bin/env node
// What the register opens as `$BROWSER` in the test: a real Chromium that fills the identity provider's own form.
import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";

const { EVERTILL_STAFF, EVERTILL_BROWSER_LOG, EVERTILL_BROWSER_GO } = process.env;
const say = (text) => appendFileSync(EVERTILL_BROWSER_LOG, `${text}\n`);

try {
  const { users } = JSON.parse(readFileSync(EVERTILL_STAFF, "utf8"));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  const page = await browser.newPage();
  await page.goto(process.argv[2]);
  // A person takes a moment, too: the register's screen is looked at meanwhile.
  while (!existsSync(EVERTILL_BROWSER_GO)) await pause(50);
  const username = readFileSync(EVERTILL_BROWSER_GO, "utf8");
  rmSync(EVERTILL_BROWSER_GO);
  const person = users.find((user) => user.username === username);
  await page.fill("#username", person.username);
  await page.fill("#password", person.password);
  await Promise.all([page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\/callback/), page.click("#kc-login")]);
  say(`signed in as ${person.username}: ${(await page.innerText("body")).trim()}`);
  await browser.close();
} catch (error) {
  say(`failed: ${error.stack}`);
  process.exit(1);
}
