// A shop with a back office: its own books and message room, a server that reaches the broker over a line that can be
// cut, and one browser for each person.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { openBooks } from "../world/books.mjs";
import { openLine } from "../world/line.mjs";
import { serverOf } from "../world/server.mjs";
import { until } from "../world/until.mjs";

const SIZES = [
  [1280, 800],
  [1920, 1080],
];

export async function openOffice({ browser, folder, program, page, evidence }) {
  const books = await openBooks(process.env);
  const broker = new URL(books.attached.BROKER_URL);
  const line = await openLine(() => `http://${broker.host}`);
  const through = new URL(broker);
  through.port = new URL(line.url).port;
  const env = { ...books.attached, BROKER_URL: through.href, ADMIN_DIR: page };
  const server = serverOf(program, env, folder);
  await server.command("migrate");
  await server.command("store", "set", "--name", "High Street Gifts", "--time-zone", "Europe/London");
  await server.start();
  rmSync(evidence, { recursive: true, force: true });
  mkdirSync(evidence, { recursive: true });

  let number = 0;
  const office = {
    server,
    line,
    room: broker.pathname.slice(1),
    people: {},
    /** The page that pictures are taken of. */
    page: null,
    /** Asks the shop's database. */
    async ask(query, values = []) {
      const client = new pg.Client({ connectionString: books.attached.DATABASE_URL });
      await client.connect();
      try {
        return (await client.query(query, values)).rows;
      } finally {
        await client.end();
      }
    },
    /** A person with a browser of their own. */
    async comes(name) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        locale: "en-GB",
        timezoneId: "Europe/London",
      });
      const tab = await context.newPage();
      tab.wrong = [];
      tab.on("pageerror", (error) => tab.wrong.push(String(error)));
      tab.on("console", (said) => said.type() === "error" && tab.wrong.push(said.text()));
      office.people[name] = tab;
      office.page = tab;
      return tab;
    },
    /** Fills the provider's own form. */
    async signs(tab, username) {
      const { users } = JSON.parse(readFileSync(process.env.EVERTILL_STAFF, "utf8"));
      const person = users.find((user) => user.username === username);
      await tab.waitForSelector("#username");
      await tab.fill("#username", person.username);
      await tab.fill("#password", person.password);
      await tab.click("#kc-login");
      return person;
    },
    /** Pictures of a step, in both sizes and themes. */
    async see(step, tab = office.page) {
      number += 1;
      for (const [width, height] of SIZES) {
        await tab.setViewportSize({ width, height });
        for (const theme of ["light", "dark"]) {
          await tab.emulateMedia({ colorScheme: theme });
          await tab.evaluate(
            () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
          );
          const name = `${String(number).padStart(2, "0")}-${step}-${width}x${height}-${theme}.png`;
          await tab.screenshot({ path: join(evidence, name) });
        }
      }
      await tab.setViewportSize({ width: 1280, height: 800 });
      await tab.emulateMedia({ colorScheme: "light" });
    },
    /** Publishes to the shop's events, as any program could. */
    publish: (kind, id, payload) => publish(office.room, "evertill.events", kind, { kind, id, payload }),
    /** Puts a message into a queue that nobody reads and that gives it up at once. */
    async giveUp(kind, id, payload) {
      await admin("PUT", `queues/${office.room}/e2e.unread`, {
        durable: true,
        arguments: { "x-dead-letter-exchange": "evertill.dead", "x-message-ttl": 1 },
      });
      await publish(office.room, "amq.default", "e2e.unread", { kind, id, payload });
    },
    until,
    async close() {
      await server.stop();
      await line.close();
      await books.close();
    },
  };
  return office;
}

async function publish(room, exchange, key, { kind, id, payload }) {
  const answer = await admin("POST", `exchanges/${room}/${exchange}/publish`, {
    properties: { message_id: id, type: kind, delivery_mode: 2 },
    routing_key: key,
    payload,
    payload_encoding: "string",
  });
  if (!(await answer.json()).routed) throw new Error("the broker gave the message to nobody");
}

async function admin(method, path, body) {
  const url = new URL(process.env.BROKER_ADMIN_URL);
  const login = Buffer.from(`${url.username}:${decodeURIComponent(url.password)}`).toString("base64");
  const answer = await fetch(new URL(`/api/${path}`, url.origin), {
    method,
    headers: { authorization: `Basic ${login}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`the broker answered ${answer.status} to ${method} ${path}`);
  return answer;
}
