// The payment that is under way: what is still due, what was taken, and the verbs that take and undo.
import type { PaymentView, TypedTender } from "../../platform";
import { freshId } from "../../shared/ids";
import type { Register } from "../register.svelte";

/** A way of paying. */
export type Method = TypedTender["kind"];
export const methods: readonly { kind: Method; key: string }[] = [
  { kind: "cash", key: "F2" },
  { kind: "card", key: "F3" },
  { kind: "voucher", key: "F4" },
];

/** So long after a part was taken, the rest is not taken by the same press, in milliseconds. */
const ECHO = 500;

/** One payment. */
export class Paying {
  payment = $state.raw<PaymentView | null>(null);
  method = $state<Method>("cash");
  /** What was last asked for, until it was answered: the same again is the same tender. */
  #asked: { text: string; id: string } | null = null;
  /** The way the last part was paid, and until when the same press may still be bouncing. */
  #part: { kind: Method; until: number } | null = null;
  readonly #register: Register;

  constructor(register: Register) {
    this.#register = register;
  }

  /** Whether a part is paid already, so that the basket has to stay as it is. */
  get partly(): boolean {
    return (this.payment?.tenders.length ?? 0) > 0;
  }

  /** Shows a payment that was begun, or none. */
  show(payment: PaymentView | null): void {
    this.payment = payment;
    this.method = "cash";
    this.#asked = null;
    this.#part = null;
  }

  /** Back to the basket. Of a payment that is partly taken it shows on what is left. */
  leave(): void {
    this.show(this.partly ? this.payment : null);
  }

  /** Takes a tender. The last one ends the sale. */
  async take(tender: TypedTender): Promise<void> {
    const register = this.#register;
    const orderId = this.payment?.orderId;
    if (!orderId || this.#isEcho(tender)) return;
    const text = JSON.stringify([orderId, tender]);
    if (this.#asked?.text !== text) this.#asked = { text, id: freshId() };
    const { id } = this.#asked;
    const tendered = await register.verb(() => register.platform.takeTender({ orderId, id, tender }));
    if (!tendered) return;
    register.hush();
    this.#asked = null;
    if (tendered.done) return register.paid(tendered.done);
    this.payment = tendered.payment;
    this.#part = { kind: tender.kind, until: performance.now() + ECHO };
  }

  /** The second half of a double press on a part: the fields have just been filled anew with all that is left. */
  #isEcho(tender: TypedTender): boolean {
    const { payment } = this;
    if (!payment || tender.kind !== this.#part?.kind || performance.now() >= this.#part.until) return false;
    const all = tender.amount === payment.due || Math.abs(tender.amount) === Math.abs(payment.dueExactly);
    const texts = Object.entries(tender).filter(([name]) => name !== "kind" && name !== "amount");
    return all && texts.every(([, text]) => text === "");
  }

  /** Undoes a tender; without a number the newest. */
  async undo(at = (this.payment?.tenders.length ?? 0) - 1): Promise<void> {
    const register = this.#register;
    const payment = this.payment;
    const taken = payment?.tenders[at];
    if (!payment || !taken) return;
    const { orderId } = payment;
    const now = await register.verb(() => register.platform.undoTender({ orderId, id: taken.id }));
    if (!now) return;
    register.hush();
    this.payment = now;
  }
}
