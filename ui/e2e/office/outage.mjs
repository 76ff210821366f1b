// The broker goes and comes back under the open page, and then the server does.
import { ok } from "node:assert";

export const outage = (office) => [
  [
    "the broker goes: the page says so, while everything else stays live",
    async () => {
      const tab = office.people.ada;
      await tab.click("[data-testid=go-today]");
      await office.line.cut();
      await tab.waitForSelector("[data-testid=need-broker]", { timeout: 20_000 });
      ok(await tab.isVisible("[data-testid=office][data-health=live]"));
      await tab.waitForSelector("[data-testid=queues-note]:has-text('has not answered')");
      await office.see("broker-away");
    },
  ],
  [
    "the broker comes back, and the page says so by itself",
    async () => {
      const tab = office.people.ada;
      await office.line.mend();
      await tab.waitForSelector("[data-testid=need-broker]", { state: "detached", timeout: 30_000 });
      await tab.waitForSelector("[data-testid=queues][data-broker=true]");
      await office.see("broker-back");
    },
  ],
  [
    "the server goes: the page no longer calls itself live",
    async () => {
      const tab = office.people.ada;
      await office.server.stop();
      await tab.waitForSelector("[data-testid=banner-lost]", { timeout: 20_000 });
      await office.see("server-away");
    },
  ],
  [
    "the server comes back, and nobody has to do anything",
    async () => {
      const tab = office.people.ada;
      await office.server.start();
      await tab.waitForSelector("[data-testid=office][data-health=live]", { timeout: 20_000 });
      tab.wrong.length = 0;
    },
  ],
];
