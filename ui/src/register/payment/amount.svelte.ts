// The amount of a card or a voucher: all that is left, until somebody types another one.
import type { PaymentView } from "../../platform";
import { readDecimal, writeDecimal } from "../../shared/entry";
import type { Register } from "../register.svelte";

/** An amount that is being typed, without its sign. */
export class AmountEntry {
  text = $state("");
  readonly #register: Register;

  constructor(register: Register) {
    this.#register = register;
  }

  /** Starts over with what is left of `payment`. */
  fill(payment: PaymentView): void {
    const { exponent, decimalSign } = this.#register.formats;
    this.text = writeDecimal(payment.dueExactly, exponent, exponent, decimalSign);
  }

  get minor(): number | null {
    return readDecimal(this.text, this.#register.formats.exponent);
  }

  /** As it is taken: negative where money goes out. */
  signed(payment: PaymentView): number {
    const minor = this.minor ?? 0;
    return payment.total < 0 ? -minor : minor;
  }
}
