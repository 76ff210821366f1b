// What needs somebody, read from what the server told.
import { describe, expect, it } from "vitest";
import { ageWords } from "../../src/admin/age";
import type { Sections } from "../../src/admin/data";
import { needs } from "../../src/admin/needs";
import { rows } from "../../src/admin/queues/rows";
import { registerRows, sorted } from "../../src/admin/registers/rows";
import { entryItems, messageItems, readable } from "../../src/admin/review/item";
import { byRegister, series, span, ticks } from "../../src/admin/sales/series";
import { Formats } from "../../src/shared/format";
import { admin as de } from "../../src/shared/messages/de/admin";
import { admin as en } from "../../src/shared/messages/en/admin";
import json from "./sections.json";

const told = json as unknown as Required<Sections>;
const now = new Date(told.server.at);
const formats = new Formats("en-GB", "GBP", 2);
const list = (changed: Partial<Sections> = {}) =>
  needs({ sections: { ...told, ...changed }, now, say: en, formats });
const ids = (changed: Partial<Sections> = {}) => list(changed).map((need) => need.id);
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();

describe("what needs somebody", () => {
  it("is ordered by urgency: red before amber, then the longest wait", () => {
    expect(list().map((need) => need.tone)).toEqual(["danger", "danger", "wait", "wait", "wait"]);
    expect(list()[0]?.title).toBe("Register 4, Station Road, is silent.");
    expect(list()[1]?.title).toBe("3 messages stopped in ordering.books.");
    expect(list()[1]?.href).toBe("/admin/messages?open=1");
  });

  it("is nothing when nothing is known", () => {
    expect(needs({ sections: {}, now, say: en, formats })).toEqual([]);
  });

  it("names the broker once it is away, and not the queues that it then can't tell of", () => {
    const away = ids({ broker: { up: false, since: before(20), flows: "none" } });
    expect(away).toContain("broker");
    expect(away).not.toContain("queue-ordering.books");
  });

  it("takes the outbox for old after half a minute", () => {
    expect(ids({ outbox: { unsent: 5, since: before(10) } })).not.toContain("outbox");
    expect(ids({ outbox: { unsent: 5, since: before(31) } })).toContain("outbox");
    expect(ids({ outbox: { unsent: 0, since: null } })).not.toContain("outbox");
  });

  it("minds a queue that nobody reads at once", () => {
    const queue = {
      name: "q",
      ready: 1,
      consumers: 0,
      flow: null,
      waiting_since: before(2),
      seen_empty: true,
    };
    const need = list({ queues: [queue] }).find((one) => one.id === "queue-q");
    expect([need?.tone, need?.title]).toEqual(["danger", "Nobody reads q."]);
    expect(ids({ queues: [{ ...queue, consumers: 1 }] })).not.toContain("queue-q");
  });

  it("lets registers sleep that have nothing open and nothing to send", () => {
    const asleep = { ...told.sales, open_shifts: [] };
    const silent = list({ sales: asleep }).filter((need) => need.id.startsWith("register-"));
    expect(silent.map((need) => need.title)).toEqual([
      "Register 4, Station Road, went away with something to send.",
    ]);
  });

  it("shows a fork for a day", () => {
    const fork = (seconds: number) => ({
      ...told.registers,
      forks: [{ register: told.registers.registers[0]?.id ?? "", entries: 1, newest: before(seconds) }],
    });
    expect(ids({ registers: fork(60) }).some((id) => id.startsWith("fork-"))).toBe(true);
    expect(ids({ registers: fork(100_000) }).some((id) => id.startsWith("fork-"))).toBe(false);
  });
});

describe("figures", () => {
  it("say ages as people do", () => {
    const said = [0, 59, 60, 3_600, 3_900, 172_800].map((seconds) => ageWords(seconds, en));
    expect(said).toEqual(["0 s", "59 s", "1 min", "1 h", "1 h 5 min", "2 days"]);
  });

  it("bound the age of a queue, and know that of the outbox", () => {
    const all = rows(told, now);
    expect(all.map((row) => [row.name, row.oldest?.sure])).toEqual([
      ["ordering.books", "atMost"],
      ["outbox", "exact"],
    ]);
    const unseen = told.queues.map((queue) => ({ ...queue, seen_empty: false }));
    expect(rows({ ...told, queues: unseen }, now)[0]?.oldest?.sure).toBe("atLeast");
  });

  it("add the day up, and never the day before to it", () => {
    const sum = (day: string) =>
      told.sales.sales.filter((row) => row.business_day === day).reduce((all, row) => all + row.net, 0);
    const today = series(told.sales, told.sales.today);
    expect(today.net.at(-1)).toBe(sum(told.sales.today));
    expect(byRegister(told.sales).reduce((all, row) => all + row.net, 0)).toBe(sum(told.sales.today));
    expect(today.net.every((net, i) => i === 0 || net >= (today.net[i - 1] ?? 0))).toBe(true);
    const [from, to] = span(told.sales);
    expect(from).toBeLessThan(18);
    expect(to).toBeGreaterThan(34);
  });

  it("have round steps on the axis", () => {
    expect(ticks(2_120_000)).toEqual([0, 500_000, 1_000_000, 1_500_000, 2_000_000, 2_500_000]);
    expect(ticks(0)).toEqual([0]);
    for (const most of [1, 7, 99, 12_345, 999_999_999]) {
      const steps = ticks(most);
      expect(steps.at(-1)).toBeGreaterThanOrEqual(most);
      expect(steps.length).toBeLessThan(8);
    }
  });

  it("sort registers by what was asked for, those that were never heard last", () => {
    const all = registerRows(told, now);
    const codes = (down: boolean) => sorted(all, "heard", down).map((row) => row.register.code);
    expect(codes(false).at(-1)).toBe("6");
    expect(codes(true)[0]).toBe("6");
    expect(sorted(all, "register", false).map((row) => row.register.code)).toEqual([
      "1",
      "2",
      "3",
      "4",
      "5",
      "6",
    ]);
  });
});

describe("what waits for a decision", () => {
  it("shows reason and bytes of messages and entries", () => {
    const [first] = messageItems(told, en);
    expect(first?.path).toBe("parked/1");
    expect(readable(first?.body ?? "")).toContain('"gross": 2340');
    expect(readable("broken")).toBe("broken");
    const [entry, other] = entryItems(told, en);
    expect(entry?.reason).toMatch(/^It can't be booked\. the order's id/);
    expect(other?.reason).toBe("Its bytes can't be read as an entry.");
  });
});

describe("the words", () => {
  const keys = (words: object, path = ""): string[] =>
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === "object" && value !== null
        ? keys(value, `${path}${key}.`)
        : [`${path}${key}: ${typeof value}`],
    );
  it("are the same in every language", () => {
    expect(keys(de).sort()).toEqual(keys(en).sort());
  });
});
