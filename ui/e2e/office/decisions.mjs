// A message that nobody can deal with: seen, read, and replayed by two admins at once.
import { strictEqual as equal, ok } from "node:assert";
import { randomUUID } from "node:crypto";

const KIND = "evertill.order.completed.v1";
const poisoned = randomUUID();
const order = randomUUID();

/** An order's event; only its register is one that the books can't hold yet. */
function event(id, businessDay) {
  return JSON.stringify({
    specversion: "1.0",
    id,
    source: "/registers/test",
    type: KIND,
    time: "2026-11-25T12:00:00Z",
    subject: order,
    datacontenttype: "application/json",
    data: {
      order,
      external_reference: null,
      kind: "sale",
      business_day: businessDay,
      register: randomUUID(),
      lines: 3,
      gross: 2340,
      tax: 390,
      returned_gross: 0,
      currency: "GBP",
    },
  });
}

export const decisions = (office) => [
  [
    "a message that can't be booked stops with its reason, and the page says so within seconds",
    async () => {
      // The books refuse everything for a moment, as a faulty release would.
      await office.ask("alter table ordering.books add constraint faulty check (gross <> 2340)");
      await office.publish(KIND, poisoned, event(poisoned, "2026-11-25"));
      const tab = office.people.ada;
      await tab.click("[data-testid=go-today]");
      const need = await tab.waitForSelector('[data-testid="need-messages-ordering.books"]', {
        timeout: 15_000,
      });
      ok((await need.innerText()).includes("1 message stopped in ordering.books."));
      await office.see("needs-you");
      await need.$("a").then((link) => link.click());
      await tab.waitForSelector("[data-testid=whole]");
      ok((await tab.innerText("[data-testid=reason-shown]")).includes("faulty"));
      ok((await tab.innerText("[data-testid=body]")).includes(`"order": "${order}"`));
      await office.see("message");
    },
  ],
  [
    "what still can't be done stays, and says why",
    async () => {
      const tab = office.people.ada;
      await tab.click("[data-testid=do-replay]");
      await tab.waitForSelector("[data-testid=decision]");
      ok(await tab.isDisabled("[data-testid=decide]"), "not without a reason");
      await tab.keyboard.type("To see whether it works now.");
      await tab.click("[data-testid=decide]");
      await tab.waitForSelector("[data-testid=trouble]:has-text('faulty')");
      await office.see("still-impossible");
      tab.wrong.length = 0;
      await tab.keyboard.press("Escape");
      const rows = await office.ask("select * from platform.audit");
      equal(rows.length, 0, "nothing happened, so nothing is noted");
    },
  ],
  [
    "two admins replay it at once: it is booked once and audited once",
    async () => {
      await office.ask("alter table ordering.books drop constraint faulty");
      const [ada] = [office.people.ada];
      const other = await office.comes("second");
      await other.goto(`${office.server.url}/admin/messages`);
      await office.signs(other, "ada");
      await other.waitForSelector("[data-testid=whole]");
      const both = [ada, other];
      for (const [i, tab] of both.entries()) {
        await tab.click("[data-testid=do-replay]");
        await tab.fill("[data-testid=why]", `The release of noon mended it (${i + 1}).`);
      }
      await Promise.all(both.map((tab) => tab.click("[data-testid=decide]")));
      const said = await Promise.all(
        both.map(async (tab) => {
          await tab.waitForSelector("[data-testid=said]:not(:empty)");
          return tab.innerText("[data-testid=said]");
        }),
      );
      const done = said.filter((words) => words.startsWith("Replayed"));
      const late = said.filter((words) => words.startsWith("Somebody else was first"));
      equal([done.length, late.length].join(), "1,1", said.join(" | "));
      equal((await office.ask("select * from ordering.books")).length, 1);
      const [day] = await office.ask("select sales, sales_gross from ordering.daily_sales");
      equal([day.sales, day.sales_gross].join(), "1,2340");
      const audit = await office.ask("select name, action, subject, reason from platform.audit");
      equal(audit.length, 1);
      equal([audit[0].name, audit[0].action].join(), "Ada Lindqvist,replay");
      ok(audit[0].subject.includes(poisoned));
      for (const tab of both) {
        await tab.waitForSelector("[data-testid=nothing]");
        tab.wrong.length = 0;
      }
      await other.context().close();
      office.page = ada;
      await office.see("replayed");
      await ada.keyboard.press("6");
      await ada.waitForSelector("[data-testid=audit] tbody tr");
      ok((await ada.innerText("[data-testid=audit]")).includes("The release of noon mended it"));
      await office.see("audit");
    },
  ],
  [
    "a message that the broker gave up stops beside the others, with its reason",
    async () => {
      const id = randomUUID();
      await office.giveUp(KIND, id, event(id, "2026-11-25"));
      const tab = office.people.ada;
      await tab.click("[data-testid=go-messages]");
      await tab.waitForSelector("[data-testid=whole]", { timeout: 15_000 });
      ok((await tab.innerText("[data-testid=whole]")).includes("Given up by the queue"));
      ok((await tab.innerText("[data-testid=reason-shown]")).includes("nobody read it in time"));
      await office.see("given-up");
      await tab.click("[data-testid=do-discard]");
      await tab.fill("[data-testid=why]", "The order is booked already.");
      await tab.keyboard.press("Tab");
      await tab.keyboard.press("Tab");
      await tab.keyboard.press("Enter");
      await tab.waitForSelector("[data-testid=said]:has-text('Discarded.')");
      await tab.waitForSelector("[data-testid=nothing]");
      const [{ resolution }] = await office.ask(
        "select resolution from platform.parked where message_id = $1",
        [id],
      );
      equal(resolution, "discarded");
    },
  ],
];
