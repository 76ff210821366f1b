// The register's real window on the real services: the very program that people open, its server's own program, and
// the login page in a real browser. Prints the score alone on its last line.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { counter } from "./day/counter.mjs";
import { Day } from "./day/day.mjs";
import { joining } from "./day/joining.mjs";
import { outage } from "./day/outage.mjs";
import { selling } from "./day/selling.mjs";
import { keyboard } from "./hands/keyboard.mjs";
import { pointer } from "./hands/pointer.mjs";
import { openScreen } from "./world/display.mjs";
import { album } from "./world/pictures.mjs";
import { endAll } from "./world/processes.mjs";
import { openShop } from "./world/shop.mjs";
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
    `the services are not named: ${missing.join(", ")}. Run it by: cargo xtask test --suite window\n`,
  );
  process.exit(3);
}

const programs = {
  register: process.env.EVERTILL_REGISTER ?? join(target, "debug/evertill-register"),
  server: process.env.EVERTILL_SYNC_SERVER ?? join(target, "debug/sync-server"),
};
const folder = mkdtempSync(join(tmpdir(), "evertill-window-"));
const picture = album(process.env.EVERTILL_EVIDENCE ?? join(root, "target/evidence/window"));
const tally = new Tally();
try {
  const screen = await openScreen(folder);
  for (const hands of [pointer, keyboard]) {
    const own = join(folder, hands.name);
    mkdirSync(own);
    const day = new Day({ hands, picture, folder: own });
    const signInAs = day.staff.username;
    day.shop = await openShop({ programs, folder: own, display: screen.display, signInAs });
    const steps = [joining, selling, outage, counter].flatMap((part) => part(day));
    await tally.story(hands.name, steps, () => day.see("failed").catch(() => {}));
    await day.shop.close();
  }
} finally {
  await endAll();
}
const clean = tally.failed === 0 && tally.skipped === 0 && tally.passed > 0;
if (clean) rmSync(folder, { recursive: true, force: true });
else process.stderr.write(`the programs' logs: ${folder}\n`);
process.stdout.write(`${tally.line}\n`);
process.exit(clean ? 0 : 1);
