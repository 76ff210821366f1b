// Programs that the test starts: each dies with it, and what it said can be read when something fails.
import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";

const running = new Set();

/** Starts a program in its own process group; all it prints goes to `log`. */
export function start(program, args, { env, log }) {
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const file = createWriteStream(log, { flags: "a" });
  child.said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      child.said += chunk;
      file.write(chunk);
    });
  }
  child.ended = new Promise((resolve, reject) => {
    child.on("error", (error) => reject(new Error(`${program} did not start: ${error.message}`)));
    child.on("exit", (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });
  child.ended.catch(() => running.delete(child));
  running.add(child);
  return child;
}

/** Runs a program to its end and answers with what it printed on stdout. */
export async function run(program, args, options) {
  const child = start(program, args, options);
  let out = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  const { code, signal } = await child.ended;
  if (code !== 0)
    throw new Error(`${program} ${args[0]} ended with ${code ?? signal}: ${child.said.slice(-2000)}`);
  return out;
}

/** Ends a program and everything that it started, and waits for it. */
export async function end(child, signal = "SIGTERM") {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const patience = setTimeout(() => kill(child, "SIGKILL"), 10_000);
  kill(child, signal);
  await child.ended;
  clearTimeout(patience);
  // A group outlives its leader.
  kill(child, "SIGKILL");
}

function kill(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Ends all that still runs. */
export async function endAll() {
  await Promise.all([...running].map((child) => end(child)));
}

process.on("exit", () => {
  for (const child of running) kill(child, "SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => process.exit(130));
}
