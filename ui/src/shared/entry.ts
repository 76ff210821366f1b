// What people type, read exactly: digits become whole scaled numbers without ever being a float.

/** `12.5` with two places is 1250. A point and a comma both part the decimals. `null` when it is no such number. */
export function readDecimal(text: string, places: number): number | null {
  const match = /^\s*(\d{0,10})(?:[.,](\d*))?\s*$/.exec(text);
  if (!match) return null;
  const whole = match[1] ?? "";
  const decimals = match[2] ?? "";
  if (whole + decimals === "" || decimals.length > places) return null;
  return Number(whole + decimals.padEnd(places, "0"));
}

/** The text that {@link readDecimal} reads back: 1250 with two places is `12.50`, 2000 with three is `2`. */
export function writeDecimal(scaled: number, places: number, keep: number, sign = "."): string {
  const digits = String(Math.abs(scaled)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  let decimals = places > 0 ? digits.slice(-places) : "";
  while (decimals.length > keep && decimals.endsWith("0")) decimals = decimals.slice(0, -1);
  return decimals ? `${whole}${sign}${decimals}` : whole;
}

/** One piece, in thousandths. */
export const ONE = 1000;

/** What to sell and how many of it. */
export interface Asked {
  text: string;
  quantity: number;
}

/** `3*22423` and `3 x 22423` ask for three; without such a beginning it is one. */
export function readAsked(text: string): Asked {
  const match = /^\s*(\d{1,7}(?:[.,]\d{1,3})?)\s*[*x×]\s*(.*)$/i.exec(text);
  const quantity = match?.[1] ? readDecimal(match[1], 3) : null;
  if (!match || quantity === null) return { text: text.trim(), quantity: ONE };
  return { text: (match[2] ?? "").trim(), quantity };
}

/** Whether it is an EAN-8, UPC-A, EAN-13 or GTIN-14 whose last digit is the right one. */
function isBarcode(text: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(text)) return false;
  const sum = [...text]
    .reverse()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

/** The same for a scan, whose own letters stay its own: only `*` can come before it. */
export function readScan(before: string, scan: string): Asked {
  // A very busy computer took the beginning of the scan for typing: what makes a barcode together is one scan.
  if (isBarcode(before + scan) && !isBarcode(scan)) return { text: before + scan, quantity: ONE };
  const asked = readAsked(before);
  const typedQuantity = asked.text === "" && before.trim() !== "";
  if (typedQuantity) return { text: scan, quantity: asked.quantity };
  return scan.includes("*") ? readAsked(scan) : { text: scan, quantity: ONE };
}
