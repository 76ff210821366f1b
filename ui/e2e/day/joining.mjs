// From a new register to an open shift, with a cashier and a supervisor who can open it by PIN.
import { until } from "../world/until.mjs";
import { CASHIER, FLOAT, SUPERVISOR } from "./day.mjs";

/** Bytes of the packed catalogue: some of it, not all. */
const SOME_OF_THE_CATALOGUE = 150_000;

export const joining = (day) => [
  [
    "a new register asks which shop it belongs to",
    async () => {
      await day.shop.openRegister();
      await day.at("enrol-server");
      await day.fill("enrol-server", day.shop.line.url);
      await day.fill("enrol-code", day.shop.code);
      await day.fill("enrol-name", "Register 2");
      await day.see("enrol");
    },
  ],
  [
    "the first catalogue is seen coming, with its counts",
    async () => {
      // A slow line: the bar waits for the picture.
      day.shop.line.holdAfter(SOME_OF_THE_CATALOGUE);
      await day.press("enrol");
      await until("the bar has its counts", () => day.attribute("catalogue-progress", "max"));
      await day.says("catalogue-count", day.shop.goods.length.toLocaleString("en-GB"));
      await day.see("first-catalogue");
      day.shop.line.letGo();
      await day.at("sign-in");
      await day.see("sign-in");
    },
  ],
  [
    "the shop's login page signs a cashier in through the browser, who chooses a PIN",
    async () => {
      await day.press("sign-in");
      await day.at("cancel-sign-in");
      await day.see("waiting-for-the-browser");
      day.shop.letSignIn(CASHIER.username);
      await choosePin(day, CASHIER, () => day.see("choose-a-pin"));
      await day.at("open-shift");
      await day.says("staff", CASHIER.name);
    },
  ],
  [
    "a shift opens with its float",
    async () => {
      await day.fill("float", String(FLOAT / 100));
      await day.see("open-shift");
      await day.press("open-shift");
      await day.at("tiles");
      await until("the register says that it can scan", () => day.shop.isReady());
      await day.sync("the register is online", ({ state, waiting }) => state === "online" && waiting === 0);
      await day.see("selling");
    },
  ],
  [
    "a supervisor signs in on the same register and chooses a PIN, too",
    async () => {
      await day.choose("staff", "F12", "Shift");
      await day.press("switch-by-browser");
      await day.at("cancel-sign-in");
      day.shop.letSignIn(SUPERVISOR.username);
      await choosePin(day, SUPERVISOR);
      await day.at("tiles");
      await day.says("staff", SUPERVISOR.name);
    },
  ],
  [
    "the cashier takes the register back with the PIN",
    async () => {
      await day.choose("staff", "F12", "Shift");
      await day.at("people-sheet");
      await day.see("switch-user");
      await day.pin(CASHIER);
      await day.gone("people-sheet");
      await day.says("staff", CASHIER.name);
    },
  ],
];

async function choosePin(day, person, look = async () => {}) {
  await day.at("new-pin");
  await day.hands.pin(day.page, person.pin);
  await look();
  await day.fill("repeat-pin", "");
  await day.hands.pin(day.page, person.pin);
  await day.press("keep-pin");
}
