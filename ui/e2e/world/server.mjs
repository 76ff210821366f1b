// The sync server's own program on the shop's books: started, stopped and started again on the same address.
import { join } from "node:path";
import { end, run, start } from "./processes.mjs";
import { until } from "./until.mjs";

/** A server that isn't running yet. */
export function serverOf(program, attached, folder) {
  const log = join(folder, "sync-server.log");
  let listen = "127.0.0.1:0";
  let process = null;
  const env = () => ({ ...attached, LISTEN: listen });
  return {
    get url() {
      return `http://${listen}`;
    },
    command: (...args) => run(program, args, { env: env(), log }),
    async start() {
      process = start(program, ["serve"], { env: env(), log });
      const address = await until("the server listens", () => {
        if (process.exitCode !== null) throw new Error(`sync-server ended: ${process.said.slice(-2000)}`);
        return /listening on http:\/\/(\S+)/.exec(process.said)?.[1];
      });
      // The register was enrolled at this address: a restart must come back to it.
      listen = address;
    },
    async stop() {
      await end(process);
    },
  };
}
