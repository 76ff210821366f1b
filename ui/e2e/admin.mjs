// The back office in a real Chromium on the real services: the server's own program, the real login page, two admins.
// Prints the score alone on its last line.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { decisions } from "./office/decisions.mjs";
import { doors } from "./office/doors.mjs";
import { looks } from "./office/looks.mjs";
import { openOffice } from "./office/office.mjs";
import { outage } from "./office/outage.mjs";
import { endAll } from "./world/processes.mjs";
import { Tally } from "./world/tally.mjs";

const root = resolve(import.meta.dirname, "../..");
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const needed = [
  "DATABASE_URL",
  "CACHE_URL",
  "BROKER_URL",
  "BROKER_ADMIN_URL",
  "OIDC_ISSUER",
  "EVERTILL_STAFF",
];
const missing = needed.filter((name) => !process.env[name]);
if (missing.length > 0) {
  process.stderr.write(
    `the services are not named: ${missing.join(", ")}. Run it by: cargo xtask test --suite admin\n`,
  );
  process.exit(3);
}

const folder = mkdtempSync(join(tmpdir(), "evertill-admin-"));
const tally = new Tally();
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const office = await openOffice({
    browser,
    folder,
    program: process.env.EVERTILL_SYNC_SERVER ?? join(target, "debug/sync-server"),
    page: process.env.EVERTILL_ADMIN_PAGE ?? join(root, "ui/dist-admin"),
    evidence: process.env.EVERTILL_EVIDENCE ?? join(root, "target/evidence/admin"),
  });
  const steps = [doors, decisions, outage, looks].flatMap((part) => part(office));
  await tally.story("admin", steps, () => office.see("failed").catch(() => {}));
  await office.close();
} finally {
  await browser.close();
  await endAll();
}
const clean = tally.failed === 0 && tally.skipped === 0 && tally.passed > 0;
if (clean) rmSync(folder, { recursive: true, force: true });
else process.stderr.write(`the server's log: ${folder}\n`);
process.stdout.write(`${tally.line}\n`);
process.exit(clean ? 0 : 1);
