// A day at the register: what its steps share. The hands, the shop, what was sold, and the camera.
import { strictEqual as equal } from "node:assert";
import { at, attribute, pointed, says, syncOf } from "../world/page.mjs";
import { until } from "../world/until.mjs";

/** Who works with which hands. Only one of them may take goods back. */
const STAFF = {
  pointer: { username: "carol", name: "Carol Dean", supervisor: false },
  keyboard: { username: "sam", name: "Sam Okafor", supervisor: true },
};

/** The day's float, in pence. */
export const FLOAT = 10_000;

export class Day {
  /** What each order came to, in pence; refunds are negative. */
  sold = [];
  #points = 0;

  constructor({ hands, picture, folder }) {
    Object.assign(this, { hands, picture, folder, shop: null, staff: STAFF[hands.name] });
  }

  get page() {
    return this.shop.page;
  }

  /** Takes the pictures of this step. */
  see(step) {
    return this.picture(this.page, this.hands.name === "pointer" ? step : `keys-${step}`);
  }
  press(id) {
    return this.hands.press(this.page, id);
  }
  fill(id, text) {
    return this.hands.fill(this.page, id, text);
  }
  scan(product) {
    return this.hands.scan(this.page, product.barcode);
  }
  at(id) {
    return at(this.page, id);
  }
  says(id, words) {
    return says(this.page, id, words);
  }
  attribute(id, name) {
    return attribute(this.page, id, name);
  }
  /** An amount on the screen, in pence. */
  async minor(id) {
    return Number(await this.attribute(id, "data-minor"));
  }
  /** Waits until the bar says so of the server. */
  sync(what, holds, seconds) {
    return until(what, async () => holds(await syncOf(this.page)), seconds);
  }

  /** Pays what is in the basket with a note; the pictures carry the name of the sale. */
  async cash(sale) {
    await this.hands.pay(this.page);
    await this.at("given");
    const due = await this.minor("due");
    await this.see(`${sale}-payment`);
    const note = Math.ceil(due / 1000) * 1000;
    await this.hands.payCash(this.page, note, () => this.see(`${sale}-change`));
    await this.at("next-customer");
    equal(await this.minor("change"), note - due, "the change is what was given less what was due");
    this.sold.push(due);
    await this.see(`${sale}-done`);
  }

  /** Postgres has these orders, the consumer has them too, and both come to what the screen said. */
  async agree() {
    const { books } = this.shop;
    const count = this.sold.length;
    await until(`${count} orders are booked`, async () => (await books.ordered()).length === count);
    await until(`the books have ${count}`, async () => (await books.consumed()).length === count);
    const ordered = await books.ordered();
    equal(
      ordered.reduce((sum, order) => sum + order.gross, 0),
      this.taken(),
    );
    equal(JSON.stringify(await books.consumed()), JSON.stringify(ordered));
  }

  /** What all orders come to. */
  taken() {
    return this.sold.reduce((sum, due) => sum + due, 0);
  }

  /** How often a pointer was pressed today, in this window and those before it. */
  async points() {
    this.#points += await pointed(this.page);
    return this.#points;
  }
}
