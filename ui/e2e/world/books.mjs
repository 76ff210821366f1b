// The shop's own database and message room on the real services, and what its books say.
import { randomBytes } from "node:crypto";
import pg from "pg";

/** Makes an empty database and an empty virtual host; answers with the environment that attaches a server to them. */
export async function openBooks(env) {
  const name = `window_${randomBytes(4).toString("hex")}`;
  await withDatabase(env.DATABASE_URL, (client) => client.query(`create database ${name}`));
  const database = new URL(env.DATABASE_URL);
  database.pathname = `/${name}`;
  const broker = await virtualHost(env, name);
  return {
    attached: { ...env, DATABASE_URL: database.href, BROKER_URL: broker },
    ordered: () => withDatabase(database.href, (client) => rows(client, "ordering.orders", "id")),
    consumed: () => withDatabase(database.href, (client) => rows(client, "ordering.books", "order_id")),
    /** Asks the shop's database; the figures come as numbers. */
    ask: (query) =>
      withDatabase(database.href, async (client) => (await client.query(query)).rows.map(withNumbers)),
    close: async () => {
      await withDatabase(env.DATABASE_URL, (client) => client.query(`drop database ${name} with (force)`));
      await dropVirtualHost(env, name);
    },
  };
}

async function rows(client, table, id) {
  const { rows } = await client.query(`select ${id} as id, gross from ${table} order by 1`);
  return rows.map((row) => ({ id: row.id, gross: Number(row.gross) }));
}

/** Postgres writes its large whole numbers as text. */
function withNumbers(row) {
  const number = (value) => (typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value);
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, number(value)]));
}

async function withDatabase(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function virtualHost(env, name) {
  await admin(env, "PUT", `vhosts/${name}`, {});
  const user = new URL(env.BROKER_URL).username;
  const everything = { configure: ".*", write: ".*", read: ".*" };
  await admin(env, "PUT", `permissions/${name}/${user}`, everything);
  const url = new URL(env.BROKER_URL);
  url.pathname = `/${name}`;
  return url.href;
}

async function dropVirtualHost(env, name) {
  await admin(env, "DELETE", `vhosts/${name}`);
}

async function admin(env, method, path, body) {
  const url = new URL(env.BROKER_ADMIN_URL);
  const login = Buffer.from(`${url.username}:${decodeURIComponent(url.password)}`).toString("base64");
  const answer = await fetch(new URL(`/api/${path}`, url.origin), {
    method,
    headers: { authorization: `Basic ${login}`, "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`the broker answered ${answer.status} to ${method} ${path}`);
}
