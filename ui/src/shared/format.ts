// The one file that turns figures into words: money, numbers and dates through Intl, in the shop's locale. It never
// adds or rounds anything: the figures come finished from the register.

/** `2340` with two places is `23.40`: the exact text of a scaled whole number, at any size. */
function decimal(scaled: number, places: number): Intl.StringNumericLiteral {
  const sign = scaled < 0 ? "-" : "";
  const digits = String(Math.abs(scaled)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  return `${sign}${whole}${places > 0 ? `.${digits.slice(-places)}` : ""}` as Intl.StringNumericLiteral;
}

/** Intl writes a hyphen in many locales; a minus is as wide as a digit and can't be overlooked. */
const minus = (text: string) => text.replace("-", "−");

/** Something that is made when it is first asked for. */
type Made<T> = () => T;

/** A format costs some milliseconds: those that a screen doesn't need must not keep the window from being ready. */
function once<T>(make: () => T): Made<T> {
  let made: T | undefined;
  return () => (made ??= make());
}

const isSameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString();

/** The formats of one shop. */
export class Formats {
  readonly decimalSign: string;
  readonly currencySign: string;
  readonly exponent: number;
  readonly #money: Made<Intl.NumberFormat>;
  readonly #short: Made<Intl.NumberFormat>;
  readonly #bare: Made<Intl.NumberFormat>;
  readonly #price: Made<Intl.NumberFormat>;
  readonly #priceMoney: Made<Intl.NumberFormat>;
  readonly #quantity: Made<Intl.NumberFormat>;
  readonly #signed: Made<Intl.NumberFormat>;
  readonly #rate: Made<Intl.NumberFormat>;
  readonly #time: Made<Intl.DateTimeFormat>;
  readonly #dateTime: Made<Intl.DateTimeFormat>;
  readonly #day: Made<Intl.DateTimeFormat>;

  constructor(locale: string, currency: string, exponent: number) {
    const digits = { minimumFractionDigits: exponent, maximumFractionDigits: exponent };
    const finer = { minimumFractionDigits: exponent, maximumFractionDigits: 4 };
    const money = { style: "currency", currency, currencyDisplay: "narrowSymbol" } as const;
    const figures = (options: Intl.NumberFormatOptions) => once(() => new Intl.NumberFormat(locale, options));
    const dates = (options: Intl.DateTimeFormatOptions) =>
      once(() => new Intl.DateTimeFormat(locale, options));
    this.exponent = exponent;
    this.#money = figures({ ...money, ...digits });
    this.#short = figures({ ...money, ...digits, trailingZeroDisplay: "stripIfInteger" });
    this.#signed = figures({ ...money, ...digits, signDisplay: "exceptZero" });
    this.#bare = figures(digits);
    this.#priceMoney = figures({ ...money, ...finer });
    this.#price = figures(finer);
    this.#quantity = figures({ maximumFractionDigits: 3 });
    this.#rate = figures({ maximumFractionDigits: 4 });
    this.#time = dates({ hour: "2-digit", minute: "2-digit" });
    this.#dateTime = dates({ dateStyle: "medium", timeStyle: "short" });
    this.#day = dates({ dateStyle: "full", timeZone: "UTC" });
    const part = (type: string) =>
      this.#money()
        .formatToParts(1.5)
        .find((p) => p.type === type)?.value;
    this.decimalSign = exponent > 0 ? (part("decimal") ?? ".") : "";
    this.currencySign = part("currency") ?? currency;
  }

  /** `£23.40` */
  money = (minor: number) => minus(this.#money().format(decimal(minor, this.exponent)));
  /** `£23.40` of an amount that says by its words which way it goes. */
  moneyOut = (minor: number) => this.money(Math.abs(minor));
  /** `£30`, `£28.50`: as people name notes. */
  cash = (minor: number) => minus(this.#short().format(decimal(minor, this.exponent)));
  /** `+£1.20`, `-£0.50`, `£0.00` */
  difference = (minor: number) => minus(this.#signed().format(decimal(minor, this.exponent)));
  /** `23.40`: in a column where the currency is plain. */
  bare = (minor: number) => minus(this.#bare().format(decimal(minor, this.exponent)));
  /** `2.55`, `0.0425` of a price in ten-thousandths. */
  price = (e4: number) => minus(this.#price().format(decimal(e4, 4)));
  /** `£2.55` of a price in ten-thousandths. */
  priceMoney = (e4: number) => minus(this.#priceMoney().format(decimal(e4, 4)));
  /** `2`, `0.45` of a quantity in thousandths. */
  quantity = (thousandths: number) => minus(this.#quantity().format(decimal(thousandths, 3)));
  /** `12.5` of ten-thousandths. */
  per10000 = (e4: number) => minus(this.#rate().format(decimal(e4, 4)));
  /** `1,114` */
  count = (count: number) => this.#quantity().format(count);
  /** `17.5` of a rate that is text already. */
  rate = (percent: string) => this.#rate().format(percent as Intl.StringNumericLiteral);
  /** `14:07` */
  time = (when: Date) => this.#time().format(when);
  /** `1 Dec 2026, 14:07` */
  dateTime = (when: Date) => this.#dateTime().format(when);
  /** `10:42` of today, with its date on any other day. */
  since = (when: Date, now: Date) => (isSameDay(when, now) ? this.time(when) : this.dateTime(when));
  /** `Monday, 1 December 2026` of `2026-12-01`. */
  day = (businessDay: string) => this.#day().format(new Date(`${businessDay}T00:00:00Z`));
}

let last: { key: string; formats: Formats } | undefined;

/** The formats of a shop, the same ones as long as it is the same shop: whatever shows a figure is drawn anew with new ones. */
export function formatsOf(locale: string, currency: string, exponent: number): Formats {
  const key = `${locale} ${currency} ${exponent}`;
  if (last?.key !== key) last = { key, formats: new Formats(locale, currency, exponent) };
  return last.formats;
}

/** The day after (or before) a `YYYY-MM-DD`. */
export function shiftDay(businessDay: string, by: number): string {
  const day = new Date(`${businessDay}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + by);
  return day.toISOString().slice(0, 10);
}
