// A whole shop for one story: books, server, register. It begins with nothing but a catalogue and an enrolment code.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openBooks } from "./books.mjs";
import { csv, PATTERNS, products } from "./catalogue.mjs";
import { openCollector } from "./collector.mjs";
import { openWindow } from "./display.mjs";
import { openLine } from "./line.mjs";
import { countPointer } from "./page.mjs";
import { start } from "./processes.mjs";
import { serverOf } from "./server.mjs";
import { openTillDb } from "./tilldb.mjs";
import { until } from "./until.mjs";

/** The smallest coin that the shop takes, in pence. */
export const COIN = 5;

/** Opens the shop. Its programs always send traces; somebody takes them only if it is to be `traced`. */
export async function openShop({ programs, folder, display, traced }) {
  const books = await openBooks(process.env);
  const collector = await openCollector();
  if (!traced) await collector.close();
  const server = serverOf(programs.server, { ...books.attached, ...collector.env }, folder);
  const goods = products();
  const file = join(folder, "catalogue.csv");
  writeFileSync(file, csv(goods));
  await server.command("migrate");
  const particulars = {
    name: "High Street Gifts",
    address: "12 High Street, Larkford",
    currency: "GBP",
    "time-zone": "Europe/London",
    "smallest-coin": (COIN / 100).toFixed(2),
  };
  const patterns = PATTERNS.map((pattern) => ["barcode-pattern", pattern]);
  const options = [...Object.entries(particulars), ...patterns];
  await server.command("store", "set", ...options.flatMap(([name, value]) => [`--${name}`, value]));
  await server.command("import-catalog", file);
  const code = (await server.command("enrolment-code")).trim().split("\n").at(-1);
  await server.start();
  const line = await openLine(() => server.url);
  const shop = { books, collector, server, line, goods, code, page: null, window: null };
  const ready = join(folder, "ready");
  const data = join(folder, "till");
  const args = ["--profile", "shop1", "--data-dir", data, "--ready-file", ready];
  const env = { ...environment(folder, display), ...collector.env };
  shop.till = openTillDb(data, programs.journal, folder);
  shop.openRegister = async () => {
    rmSync(ready, { force: true });
    shop.window = await openWindow({ program: programs.register, args, env, folder });
    shop.page = shop.window.page;
    await shop.page.setWindowRect(0, 0, 1280, 800);
    await countPointer(shop.page);
  };
  /** Whether the register said that it can scan. */
  shop.isReady = () => existsSync(ready);
  /** Lets the browser fill the form that it has open, as this person. */
  shop.letSignIn = (username) => {
    writeFileSync(`${env.EVERTILL_BROWSER_GO}.new`, username);
    renameSync(`${env.EVERTILL_BROWSER_GO}.new`, env.EVERTILL_BROWSER_GO);
  };
  /** The head office sells these products differently from now on. */
  shop.reprice = async (changed) => {
    writeFileSync(file, csv(changed));
    await server.command("import-catalog", file);
  };
  /** The register ends as if somebody had pulled the plug. */
  shop.cutPower = async () => {
    process.kill(shop.window.pid(), "SIGKILL");
    await shop.window.close();
    // On a busy computer a killed process takes a moment to be gone; where the power is out, nothing is left at once.
    await until("nobody has the till", () => shop.till.isFree());
  };
  /** Starts the program once more by itself, and answers with how it ended. */
  shop.startRegister = async (changed) => {
    const register = start(programs.register, args, {
      env: { ...env, ...changed },
      log: join(folder, "second.log"),
    });
    return { ...(await register.ended), said: register.said };
  };
  shop.close = async () => {
    await shop.window?.close();
    await line.close();
    await server.stop();
    if (traced) await collector.close();
    await books.close();
  };
  return shop;
}

/** What a person's session has, and nothing of the machine's own. */
function environment(folder, display) {
  const { BROKER_URL, CACHE_URL, DATABASE_URL, BROKER_ADMIN_URL, ...rest } = process.env;
  const own = Object.fromEntries(
    ["DATA", "CACHE", "CONFIG", "RUNTIME"].map((name) => [name, join(folder, name.toLowerCase())]),
  );
  for (const path of Object.values(own)) mkdirSync(path, { recursive: true, mode: 0o700 });
  return {
    ...rest,
    DISPLAY: display,
    HOME: folder,
    LANG: "en_GB.UTF-8",
    XDG_DATA_HOME: own.DATA,
    XDG_CACHE_HOME: own.CACHE,
    XDG_CONFIG_HOME: own.CONFIG,
    XDG_RUNTIME_DIR: own.RUNTIME,
    BROWSER: join(import.meta.dirname, "browser.mjs"),
    EVERTILL_BROWSER_LOG: join(folder, "browser.log"),
    EVERTILL_BROWSER_GO: join(folder, "browser.go"),
  };
}
