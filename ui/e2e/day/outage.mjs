// The server goes, the power goes, and both come back.

export const outage = (day) => [
  [
    "it sells without a server, and says so",
    async () => {
      await day.shop.server.stop();
      await day.scan(day.shop.goods[40]);
      await day.at("line-1");
      await day.cash("offline");
      await day.hands.next(day.page);
      const waits = ({ state, waiting, words }) =>
        state === "offline" && waiting === 1 && /^Offline: 1 sale waiting since/.test(words);
      await day.sync("it says that a sale waits", waits, 60);
      await day.see("offline-waiting");
    },
  ],
  [
    "after a power cut the sale still waits, and nobody has to sign in",
    async () => {
      await day.points();
      await day.shop.cutPower();
      await day.shop.openRegister();
      await day.at("tiles");
      await day.sync("the sale waits", ({ state, waiting }) => state === "offline" && waiting === 1);
      await day.says("last-sale-total", `£${(day.sold.at(-1) / 100).toFixed(2)}`);
      await day.says("staff", day.staff.name);
      await day.see("after-power-cut");
    },
  ],
  [
    "the server comes back, the register goes online, and all books agree",
    async () => {
      await day.shop.server.start();
      const online = ({ state, waiting, words }) => state === "online" && waiting === 0 && words === "Online";
      await day.sync("it is online again", online, 60);
      await day.agree();
      await day.see("online");
    },
  ],
];
