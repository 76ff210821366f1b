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

/** One payment. */
export class Paying {
  payment = $state.raw<PaymentView | null>(null);
  method = $state<Method>("cash");
  /** What was last asked for, until it was answered: the same again is the same tender. */
  #asked: { text: string; id: string } | null = null;
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
  }

  /** Takes a tender. The last one ends the sale. */
  async take(tender: TypedTender): Promise<void> {
    const register = this.#register;
    const orderId = this.payment?.orderId;
    if (!orderId) return;
    const text = JSON.stringify([orderId, tender]);
    if (this.#asked?.text !== text) this.#asked = { text, id: freshId() };
    const { id } = this.#asked;
    const tendered = await register.verb(() => register.platform.takeTender({ orderId, id, tender }));
    if (!tendered) return;
    register.hush();
    this.#asked = null;
    if (tendered.done) register.paid(tendered.done);
    else this.payment = tendered.payment;
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
