// What the register itself has kept, read from its own file by other programs than the register.
import { join } from "node:path";
import { run, start } from "./processes.mjs";

/** The file in the register's folder. `journal` is the program that verifies it. */
export function openTillDb(data, journal, folder) {
  const file = join(data, "till.db");
  const told = { env: process.env, log: join(folder, "till-db.log") };
  return {
    /** Rows as SQLite's own shell reads them. */
    async ask(query) {
      const out = await run("sqlite3", ["-readonly", "-json", file, query], told);
      return out.trim() === "" ? [] : JSON.parse(out);
    },
    /** Whether no process has the till. */
    async isFree() {
      const { code } = await start("flock", ["--nonblock", join(data, "till.lock"), "true"], told).ended;
      return code === 0;
    },
    /** Whether chain and signatures hold, and how many entries there are. Throws when they don't. */
    async verify() {
      return JSON.parse(await run(journal, ["verify", file, "--json", "-"], told));
    },
  };
}
