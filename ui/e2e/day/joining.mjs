// From a new register to an open shift.
import { until } from "../world/until.mjs";
import { FLOAT } from "./day.mjs";

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
    "the shop's login page signs in through the browser",
    async () => {
      await day.press("sign-in");
      await day.at("cancel-sign-in");
      await day.see("waiting-for-the-browser");
      day.shop.letSignIn();
      await day.at("open-shift");
      await day.says("staff", day.staff.name);
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
];
