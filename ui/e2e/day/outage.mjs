// The server goes and the power goes; at the end of the day the server comes back.
import { CASHIER, sum } from "./day.mjs";

export const leaving = (day) => [
  [
    "it sells without a server, and says so",
    async () => {
      await day.shop.server.stop();
      await day.scan(day.shop.goods[40]);
      await day.at("line-1");
      await day.cash();
      await day.done(() => day.see("offline-done"));
      const waits = ({ state, waiting, words }) =>
        state === "offline" && waiting === 1 && /^Offline: 1 sale waiting since/.test(words);
      await day.sync("it says that a sale waits", waits, 60);
      await day.see("offline-waiting");
    },
  ],
  [
    "after a power cut the sale still waits, and the PIN opens the register with no server",
    async () => {
      await day.powerCut(() => day.see("started-offline"));
      await day.at("tiles");
      await day.sync("the sale waits", ({ state, waiting }) => state === "offline" && waiting === 1);
      await day.says("last-sale-total", `£${(paid(day.receipts.at(-1)) / 100).toFixed(2)}`);
      await day.says("staff", CASHIER.name);
      await day.see("after-power-cut");
    },
  ],
];

/** What a customer paid: cash is rounded to the shop's smallest coin. */
const paid = ({ tenders, change }) => sum(tenders.map(({ amount }) => amount)) - change;

export const returning = (day) => [
  [
    "the server comes back, and the register sends the whole day",
    async () => {
      const waits = ({ state, waiting }) => state === "offline" && waiting === day.receipts.length - 1;
      await day.sync("all sales but the first one wait", waits);
      await day.see("offline-closed");
      await day.shop.server.start();
      const online = ({ state, waiting, words }) => state === "online" && waiting === 0 && words === "Online";
      await day.sync("it is online again", online, 60);
      await day.see("online-again");
    },
  ],
];
