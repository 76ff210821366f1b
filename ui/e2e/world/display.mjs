// A screen of our own, and the driver that opens the register's real window on it.
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { remote } from "webdriverio";
import { end, start } from "./processes.mjs";
import { until } from "./until.mjs";

/** Starts an X server that chooses its own number. */
export async function openScreen(folder) {
  const args = ["-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"];
  const screen = start("Xvfb", args, { env: process.env, log: join(folder, "screen.log") });
  const number = await until("the screen is there", () => /^(\d+)\n/m.exec(screen.said)?.[1]);
  return { display: `:${number}`, close: () => end(screen) };
}

/** Opens the register through WebKitWebDriver in a session bus of its own. */
export async function openWindow({ program, args, env, folder }) {
  const port = await freePort();
  const bus = start("dbus-run-session", ["--", "WebKitWebDriver", `--port=${port}`], {
    env: { ...env, TAURI_WEBVIEW_AUTOMATION: "true" },
    log: join(folder, "register.log"),
  });
  await until("the driver answers", () => answers(port));
  const page = await remote({
    hostname: "127.0.0.1",
    port,
    logLevel: "error",
    connectionRetryCount: 0,
    capabilities: {
      "wdio:enforceWebDriverClassic": true,
      "webkitgtk:browserOptions": { binary: program, args },
    },
  });
  return {
    page,
    pid: () => processOf(program, args),
    // The driver belongs to one life of the window: after a kill there is nothing left to talk to.
    close: () => end(bus),
  };
}

function processOf(program, args) {
  const wanted = [program, ...args].join("\0");
  const found = readdirSync("/proc").find((id) => /^\d+$/.test(id) && commandOf(id).startsWith(wanted));
  if (!found) throw new Error(`no process of ${program} was found`);
  return Number(found);
}

function commandOf(id) {
  try {
    return readFileSync(`/proc/${id}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

async function answers(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/status`)).ok;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
