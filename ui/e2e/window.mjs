// The register's real window on the real services: the very program that people open, its server's own program, and
// the login page in a real browser. Prints the score alone on its last line.
import { ok, deepStrictEqual as same } from "node:assert";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { closing } from "./day/closing.mjs";
import { counter, hands as whoseHands } from "./day/counter.mjs";
import { Day } from "./day/day.mjs";
import { drawer } from "./day/drawer.mjs";
import { goodsBack } from "./day/goods-back.mjs";
import { joining } from "./day/joining.mjs";
import { leaving, returning } from "./day/outage.mjs";
import { people } from "./day/people.mjs";
import { power } from "./day/power.mjs";
import { prices } from "./day/prices.mjs";
import { reckoning } from "./day/reckoning.mjs";
import { selling } from "./day/selling.mjs";
import { traced } from "./day/traced.mjs";
import { trading } from "./day/trading.mjs";
import { keyboard } from "./hands/keyboard.mjs";
import { pointer } from "./hands/pointer.mjs";
import { Axe } from "./world/axe.mjs";
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
  journal: process.env.EVERTILL_JOURNAL ?? join(target, "debug/journal"),
};

// One day, lived twice: with the server there all day, and with the server away from the second sale on and nobody who
// takes traces at all.
const atTheCounter = [counter, trading, power, people, goodsBack, drawer];
const days = [
  { hands: pointer, away: false, parts: [joining, selling, traced, ...atTheCounter, prices, closing] },
  { hands: keyboard, away: true, parts: [joining, selling, leaving, ...atTheCounter, closing, returning] },
];
const folder = mkdtempSync(join(tmpdir(), "evertill-window-"));
const axe = new Axe();
const evidence = process.env.EVERTILL_EVIDENCE ?? join(root, "target/evidence/window");
const picture = album(evidence, (...screen) => axe.look(...screen));
const tally = new Tally();
try {
  const screen = await openScreen(folder);
  for (const { hands, away, parts } of days) {
    const own = join(folder, hands.name);
    mkdirSync(own);
    const day = new Day({ hands, picture, folder: own, away });
    day.shop = await openShop({ programs, folder: own, display: screen.display, traced: !away });
    const steps = [...parts, reckoning, whoseHands].flatMap((part) => part(day));
    const title = `${hands.name}, server ${away ? "away" : "there"}`;
    await tally.story(title, steps, () => day.see(`failed-${hands.name}`).catch(() => {}));
    await day.shop.close();
  }
  const looked = [
    "axe finds nothing on any of these screens, light or dark",
    async () => {
      same(axe.found, []);
      ok(axe.looks > 0, "it looked at some");
    },
  ];
  await tally.story(`${axe.looks} looks`, [looked], () => {});
} finally {
  await endAll();
}
const clean = tally.failed === 0 && tally.skipped === 0 && tally.passed > 0;
if (clean) rmSync(folder, { recursive: true, force: true });
else process.stderr.write(`the programs' logs: ${folder}\n`);
process.stdout.write(`${tally.line}\n`);
process.exit(clean ? 0 : 1);
