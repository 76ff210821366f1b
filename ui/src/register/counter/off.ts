// A discount in words: `10 %`, `£1.50`.
import type { DiscountView } from "../../platform";
import type { Formats } from "../../shared/format";
import type { Messages } from "../../shared/messages/en";

/** So many per cent, or a sum. */
export function offText(off: DiscountView, formats: Formats, say: Messages): string {
  if (off.percentE4 === null) return formats.money(off.amount ?? 0);
  return say.counter.discount.percents(formats.per10000(off.percentE4));
}
