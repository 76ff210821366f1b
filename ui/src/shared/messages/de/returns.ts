// Die Wörter der Rücknahme gegen den Bon.
import type { Messages } from "../en";

export const returns: Messages["returns"] = {
  title: "Ware zurücknehmen",
  number: "Bonnummer",
  numberHint: "Scannen, oder tippen, was unten auf dem Bon steht",
  find: "Suchen",
  looking: "Sucht…",
  hint: "Zuerst den Bon suchen. Erstattet wird, was bezahlt wurde, mit allen Rabatten. Im selben Warenkorb darf auch Ware hinausgehen.",
  lines: "Zeilen des Bons",
  all: "Alles",
  sold: (quantity, amount) => `${quantity} verkauft für ${amount}`,
  someBack: (quantity) => `${quantity} schon zurück`,
  allBack: "schon ganz zurück",
  inBasket: "im Warenkorb",
  nothingLeft: "Von diesem Bon kann nichts mehr zurückkommen.",
  chooseLines: "Wählen, was zurückkommt",
  takeBack: (amount) => `Für ${amount} zurücknehmen`,
  more: (name) => `Eins mehr: ${name}`,
  fewer: (name) => `Eins weniger: ${name}`,
  chosen: (name) => `Kommt zurück: ${name}`,
  from: (receipt) => `von Bon ${receipt}`,
  exchange: "Rückgabe und Umtausch",
  keyFind: "den Bon suchen",
  keyLines: "durch seine Zeilen gehen",
  keyStep: "eins weniger, eins mehr",
  keyToggle: "die ganze Zeile, oder nichts davon",
  keyTake: "in den Warenkorb legen",
};

type Errors = Pick<
  Messages["errors"],
  | "not_a_receipt"
  | "receipt_unknown"
  | "receipt_elsewhere"
  | "not_on_receipt"
  | "return_in_basket"
  | "nothing_chosen"
  | "other_currency"
  | "returned_meanwhile"
  | "more_than_sold"
  | "returned_line"
>;
export const returnsErrors: Errors = {
  not_a_receipt: (d) =>
    `„${d.text}“ ist keine Bonnummer. Tippen, was unten auf dem Bon steht, etwa 2-9F3A01BC-001842.`,
  receipt_unknown: (d) =>
    `Den Bon ${d.text} gibt es nicht. Die Nummer prüfen, oder die Aufsicht ohne Bon zurücknehmen lassen.`,
  receipt_elsewhere: (d) =>
    `Bon ${d.text} ist von einer anderen Kasse, und der Server ist gerade nicht zu erreichen. Später noch einmal versuchen, oder die Aufsicht ohne Bon zurücknehmen lassen.`,
  not_on_receipt: () => "Diese Zeile hat der Bon nicht. Eine wählen, die gezeigt wird.",
  return_in_basket: () => "Diese Zeile ist schon im Warenkorb. Dort die Menge ändern.",
  nothing_chosen: () => "Nichts ist gewählt. Wählen, was zurückkommt.",
  other_currency: (d) => `Der Bon ist in ${d.text}. Die Ware dort zurücknehmen, wo das ausgezahlt wird.`,
  returned_meanwhile: () =>
    "Davon ist inzwischen mehr zurückgekommen. Die Zeile entfernen und vom Bon neu wählen.",
  more_than_sold: (d) =>
    `Mehr als verkauft und noch nicht zurück ist, kann nicht kommen: ${d.left} sind übrig.`,
  returned_line: () =>
    "Eine Zeile vom Bon kommt zu dem zurück, was bezahlt wurde. Die Menge ändern oder sie entfernen.",
};
