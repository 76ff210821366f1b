// The words of taking goods back against their receipt.
export const returns = {
  title: "Take goods back",
  number: "Receipt number",
  numberHint: "Scan it, or type what stands at its foot",
  find: "Find",
  looking: "Looking…",
  hint: "Find the receipt first. What comes back is paid back as it was paid, discounts and all. Goods may leave in the same basket.",
  lines: "Lines of the receipt",
  all: "All of it",
  sold: (quantity: string, amount: string) => `${quantity} sold for ${amount}`,
  someBack: (quantity: string) => `${quantity} came back already`,
  allBack: "all of it came back already",
  inBasket: "in the basket",
  nothingLeft: "Nothing of this receipt can come back any more.",
  chooseLines: "Choose what comes back",
  takeBack: (amount: string) => `Take back for ${amount}`,
  more: (name: string) => `One more: ${name}`,
  fewer: (name: string) => `One fewer: ${name}`,
  chosen: (name: string) => `Coming back: ${name}`,
  from: (receipt: string) => `from receipt ${receipt}`,
  exchange: "Return and exchange",
  keyFind: "find the receipt",
  keyLines: "step through its lines",
  keyStep: "one fewer, one more",
  keyToggle: "all of the line, or none",
  keyTake: "put it into the basket",
};

export const returnsErrors = {
  not_a_receipt: (d: Record<string, string>) =>
    `“${d.text}” is no receipt number. Type what stands at the foot of the receipt, such as 2-9F3A01BC-001842.`,
  receipt_unknown: (d: Record<string, string>) =>
    `There is no receipt ${d.text}. Check the number, or have a supervisor take the goods back without it.`,
  receipt_elsewhere: (d: Record<string, string>) =>
    `Receipt ${d.text} is of another register, and the server can't be asked now. Try again later, or have a supervisor take the goods back without it.`,
  not_on_receipt: () => "The receipt has no such line. Choose one that is shown.",
  return_in_basket: () => "That line is in the basket already. Change how many there.",
  nothing_chosen: () => "Nothing is chosen. Choose what comes back.",
  other_currency: (d: Record<string, string>) =>
    `The receipt is in ${d.text}. Take the goods back where that is paid out.`,
  returned_meanwhile: () =>
    "More of that was returned meanwhile. Remove the line and choose it again from the receipt.",
  more_than_sold: (d: Record<string, string>) =>
    `More can't come back than was sold and not returned yet: ${d.left} are left.`,
  returned_line: () =>
    "A line of a receipt comes back at what was paid for it. Change how many, or remove it.",
};
