// A day at the register: what its steps share. The hands, the shop, the people, every receipt, and the camera.
import { strictEqual as equal } from "node:assert";
import { strike } from "../hands/strike.mjs";
import { at, attribute, focusedId, named, pointed, says, syncOf } from "../world/page.mjs";
import { receiptOf } from "../world/receipt.mjs";
import { until } from "../world/until.mjs";

/** Who works here. Only one of them may allow what a cashier may not do alone. */
export const CASHIER = { username: "carol", name: "Carol Dean", pin: "2580" };
export const SUPERVISOR = { username: "sam", name: "Sam Okafor", pin: "7391" };

/** The day's float, in pence. */
export const FLOAT = 10_000;

export class Day {
  /** Every receipt, as it was read from the screen. */
  receipts = [];
  /** The receipts of the sales of the list, by their places in it. */
  listed = [];
  /** Cash that went in and out without a sale, in pence. */
  moved = [];
  /** What the baskets came to that were given up. */
  voided = [];
  #points = 0;

  /** `away` says that the server is away from the second sale on. */
  constructor({ hands, picture, folder, away }) {
    Object.assign(this, { hands, picture, folder, away, shop: null });
  }

  get page() {
    return this.shop.page;
  }

  /** Takes the pictures of this step, if the day before has none of it. */
  see(step) {
    return this.picture(this.page, step);
  }
  press(id) {
    return this.hands.press(this.page, id);
  }
  fill(id, text) {
    return this.hands.fill(this.page, id, text);
  }
  pick(id) {
    return this.hands.pick(this.page, id);
  }
  scan(product) {
    return this.hands.scan(this.page, product.barcode);
  }
  /** Scans goods into an empty basket, each when the one before is seen. */
  async scanAll(goods) {
    for (const [at, product] of goods.entries()) {
      await this.scan(product);
      await this.lines(at + 1);
    }
  }
  at(id) {
    return at(this.page, id);
  }
  says(id, words) {
    return says(this.page, id, words);
  }
  named(prefix, words) {
    return named(this.page, prefix, words);
  }
  attribute(id, name) {
    return attribute(this.page, id, name);
  }
  /** An amount on the screen, in pence. */
  async minor(id) {
    return Number(await this.attribute(id, "data-minor"));
  }
  /** Waits until something is there no more. */
  gone(id) {
    return until(`${id} is gone`, async () => (await this.attribute(id, "data-testid")) === null);
  }
  /** Does what has a key of its own. */
  choose(id, key, held) {
    return this.hands.choose(this.page, id, key, held);
  }
  action(id, key, held) {
    return this.choose(`action-${id}`, key, held);
  }
  /** Types into the field that has the keyboard by itself; what stood there is replaced. */
  async type(id, text) {
    await until(`the keyboard is on ${id}`, async () => (await focusedId(this.page)) === id);
    await strike(this.page, [...text]);
  }
  /** Waits until the bar says so of the server. */
  sync(what, holds, seconds) {
    return until(what, async () => holds(await syncOf(this.page)), seconds);
  }
  /** Waits until the basket has so many lines. */
  lines(count) {
    const has = async () => Number(await this.attribute("basket", "data-lines")) === count;
    return until(`the basket has ${count} lines`, has);
  }
  /** Somebody types their PIN where one is asked for. */
  async pin(person, digits = person.pin) {
    await this.at("pin");
    const id = await this.named("person-", person.name);
    const chosen = () =>
      this.page.execute((radio) => document.querySelector(radio).checked, `[data-testid="${id}"]`);
    if (!(await chosen())) await this.pick(id);
    // From the choice the keyboard goes on to the field.
    if ((await focusedId(this.page)) !== "pin") await this.fill("pin", "");
    await this.hands.pin(this.page, digits);
    await this.press("submit-pin");
  }

  /** The sale is done: its receipt is kept, and the next customer comes. */
  async done(look = async () => {}) {
    await this.at("next-customer");
    const receipt = await receiptOf(this.page);
    equal(sum(receipt.lines), receipt.gross, "the lines of the receipt are its total");
    this.receipts.push(receipt);
    await look();
    await this.hands.next(this.page);
    await this.at("tiles");
    return receipt;
  }

  /** Pays what is in the basket with a note. */
  async cash(look = async () => {}) {
    await this.hands.pay(this.page);
    await this.at("given");
    const due = await this.minor("due");
    await look("payment");
    const note = Math.ceil(due / 1000) * 1000;
    await this.hands.payCash(this.page, note, () => look("change"));
    await this.at("next-customer");
    equal(await this.minor("change"), note - due, "the change is what was given less what was due");
  }

  /** Postgres has these orders, the consumer has them too, and both come to what the receipts say. */
  async agree() {
    const { books } = this.shop;
    const count = this.receipts.length;
    await until(`${count} orders are booked`, async () => (await books.ordered()).length === count, 60);
    await until(`the books have ${count}`, async () => (await books.consumed()).length === count, 60);
    const ordered = await books.ordered();
    equal(sum(ordered.map((order) => order.gross)), sum(this.receipts.map((receipt) => receipt.gross)));
    equal(JSON.stringify(await books.consumed()), JSON.stringify(ordered));
  }

  /** What should be in the drawer, in pence. */
  drawer() {
    const cash = this.receipts.flatMap(({ tenders, change }) => [
      ...tenders.filter(({ kind }) => kind === "cash").map(({ amount }) => amount),
      -change,
    ]);
    return FLOAT + sum(cash) + sum(this.moved);
  }

  /** The power goes and comes back; the PIN opens the register again, with or without a server. */
  async powerCut(look = async () => {}) {
    await this.points();
    await this.shop.cutPower();
    await this.shop.openRegister();
    await this.at("pin");
    await look();
    await this.pin(CASHIER);
    await this.gone("pin");
  }

  /** How often a pointer was pressed today, in this window and those before it. */
  async points() {
    this.#points += await pointed(this.page);
    return this.#points;
  }
}

/** The sum of some amounts. */
export function sum(amounts) {
  return amounts.reduce((all, amount) => all + amount, 0);
}
