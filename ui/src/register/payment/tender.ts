// How a tender is named: on the payment screen, when it is done, on the receipt.
import type { TenderView } from "../../platform";
import type { Messages } from "../../shared/messages/en";

/** `Card · Visa ···· 4242 · A-1` */
export function tenderText(tender: TenderView, say: Messages["paying"]): string {
  const four = tender.lastFour ? `···· ${tender.lastFour}` : "";
  const card = [tender.brand ?? "", four].filter(Boolean).join(" ");
  return [say.kind[tender.kind], card, tender.reference ?? ""].filter(Boolean).join(" · ");
}
