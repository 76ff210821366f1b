// Die Wörter des Bezahlens mit mehr als Bargeld, und dessen, was schon genommen wurde.
import type { Messages } from "../en";

export const paying: Messages["paying"] = {
  methods: "Zahlungsarten",
  kind: { cash: "Bar", card: "Karte", voucher: "Gutschein" },
  by: { cash: "bar zahlen", card: "mit Karte zahlen", voucher: "mit Gutschein zahlen" },
  stillDue: "Noch zu zahlen",
  payRest: (amount) => `Noch ${amount} bezahlen`,
  ofTotal: (total) => `von ${total}`,
  rounded: (by) => `bar gerundet um ${by}`,
  taken: "Schon genommen",
  undo: "Zurück",
  undoWhat: (amount, what) => `: ${amount}, ${what}`,
  takePart: (given, missing) => `${given} bar nehmen, ${missing} bleiben offen`,
  typeAmount: "Betrag tippen",
  cardAmount: "Mit Karte",
  cardText: "Zuerst am Terminal abbuchen. Dann eintragen, was der Beleg sagt, soweit es festgehalten wird.",
  cardOutText:
    "Zuerst am Terminal erstatten. Dann eintragen, was der Beleg sagt, soweit es festgehalten wird.",
  brand: "Karte",
  brands: ["Visa", "Mastercard", "Girocard", "Amex"],
  lastFour: "Letzte vier Ziffern",
  reference: "Nummer des Terminals",
  takeCard: (amount) => `${amount} mit Karte nehmen`,
  payOutCard: (amount) => `${amount} auf die Karte erstattet`,
  voucherAmount: "Mit Gutschein",
  voucherText: "Auf einen Gutschein gibt es nichts heraus. Höchstens nehmen, was noch darauf ist.",
  voucherOutText: "Den Gutschein ausstellen und eintragen, was darauf steht.",
  code: "Code auf dem Gutschein",
  typeCode: "Code des Gutscheins tippen",
  takeVoucher: (amount) => `${amount} mit Gutschein nehmen`,
  payOutVoucher: (amount) => `Gutschein über ${amount} gegeben`,
  keyAmount: "der Betrag, von überall",
  keyTake: "nehmen",
  keyUndo: "das Letzte zurücknehmen, wenn das Feld leer ist",
  paidMixed: (parts, due) => `${parts} bezahlt für ${due}`,
  refundedMixed: (parts) => `Erstattet: ${parts}`,
  part: {
    cash: (amount) => `${amount} bar`,
    card: (amount) => `${amount} mit Karte`,
    voucher: (amount) => `${amount} mit Gutschein`,
  },
};

type Errors = Pick<
  Messages["errors"],
  | "more_than_due"
  | "not_in_coins"
  | "pays_nothing"
  | "not_four_digits"
  | "card_number"
  | "bad_tender_text"
  | "tenders_taken"
  | "unknown_tender"
  | "tender_id_used"
  | "already_paid"
>;
export const payingErrors: Errors = {
  more_than_due: () =>
    "Das ist mehr als offen ist, und nur auf Bargeld gibt es heraus. Höchstens den Rest nehmen.",
  not_in_coins: (d) =>
    `Mit Münzen lässt sich das nicht auszahlen. Einen Betrag in Schritten von ${d.coin} nehmen oder den Rest anders erstatten.`,
  pays_nothing: () => "Das zahlt nichts. Den Betrag tippen.",
  not_four_digits: () =>
    "Von einer Kartennummer bleiben nur die letzten vier Ziffern. Diese vier tippen, oder keine.",
  card_number: () =>
    "Das sieht nach einer ganzen Kartennummer aus, die nie aufgehoben wird. Die Nummer des Terminals tippen.",
  bad_tender_text: () => "Der Text ist leer, zu lang oder nicht druckbar. Noch einmal tippen.",
  tenders_taken: () =>
    "Ein Teil dieses Warenkorbs ist bezahlt. Erst die Zahlungen zurücknehmen, oder den Rest nehmen.",
  unknown_tender: () => "Diese Zahlung gibt es nicht mehr. Die Liste noch einmal ansehen.",
  tender_id_used: () =>
    "Diese Zahlung wurde schon mit anderen Beträgen genommen. Zurück und die Zahlung neu öffnen.",
  already_paid: () => "Der Verkauf ist schon bezahlt. Ware gegen den Bon zurücknehmen.",
};
