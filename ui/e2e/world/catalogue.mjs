// A gift shop's catalogue: made up, large enough that the first one can be seen coming.

const things = [
  ...[
    "mug",
    "candle",
    "tin",
    "bunting",
    "tea towel",
    "photo frame",
    "lunch bag",
    "door stop",
    "night light",
    "cake stand",
  ],
  ...["apron", "lantern", "parasol", "wreath", "notebook", "cushion", "teapot", "tray", "clock", "jug"],
];
const colours = ["red", "sage", "navy", "ivory", "rose", "slate", "mustard", "teal", "plum", "sky"];
const kinds = [
  ...[
    "Retrospot",
    "Heart",
    "Botanical",
    "Vintage",
    "Paisley",
    "Union",
    "Nordic",
    "Harlequin",
    "Seaside",
    "Gingham",
  ],
  ...["Alpine", "Bistro", "Circus", "Damask", "Empire", "Floral", "Garden", "Hacienda", "Ikat", "Jubilee"],
];
const sizes = ["small", "medium", "large", "giant"];
const categories = ["Kitchen", "Lighting", "Bags", "Cards and wrap", "Home"];

/** Goods without VAT, and with less of it. */
const rates = { notebook: 0, tray: 5 };
/** Sold by weight: the shop's scales print labels for them. */
const loose = [
  { code: "451", name: "Butter fudge, loose", pence: 1450 },
  { code: "452", name: "Boiled sweets, loose", pence: 985 },
  { code: "453", name: "Pot pourri, loose", pence: 2240 },
].map((product) => ({ ...product, category: "Loose", barcode: "", unit: "kg", rate: 20 }));

/** How the scales build their labels: goods and price, goods and grams. */
export const PATTERNS = ["21IIIIIPPPPPC", "27IIIIIWWWWWC"];

/** The digit that makes twelve digits an EAN-13. */
function checkDigit(digits) {
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10;
}

/** The label that the scales print, with a price in pence or a weight in grams. */
export function label(product, { pence, grams }) {
  const figure = String(pence ?? grams).padStart(5, "0");
  const digits = `${pence === undefined ? 27 : 21}${product.code.padStart(5, "0")}${figure}`;
  return digits + checkDigit(digits);
}

/** The products: code, name, category, barcode (an in-store one), unit, price of one in pence, rate of VAT. */
export function products() {
  const all = [];
  const rows = sizes.flatMap((size) =>
    colours.flatMap((colour) =>
      kinds.flatMap((kind) => things.map((thing, at) => ({ size, colour, kind, thing, at }))),
    ),
  );
  for (const { size, colour, kind, thing, at } of rows) {
    const n = all.length + 1;
    const digits = `20${String(n).padStart(10, "0")}`;
    all.push({
      code: `W${String(n).padStart(5, "0")}`,
      name: `${kind} ${thing} ${colour}, ${size}`,
      category: categories[at % categories.length],
      barcode: digits + checkDigit(digits),
      unit: "each",
      pence: 95 + ((n * 37) % 1800),
      rate: rates[thing] ?? 20,
    });
  }
  return [...all, ...loose];
}

/** The file that `sync-server import-catalog` reads. */
export function csv(all) {
  const head = "code,name,category,barcodes,unit,unit_price,tax_name,tax_percent,tax_included";
  const row = (p) =>
    `${p.code},"${p.name}",${p.category},${p.barcode},${p.unit},${(p.pence / 100).toFixed(2)},VAT,${p.rate},true`;
  return [head, ...all.map(row), ""].join("\n");
}
