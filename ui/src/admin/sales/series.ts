// The day's sales as a line that grows, beside that of the same weekday before. Figures are whole minor units.
import type { Sales } from "../data";

/** Net sales and orders up to and with each half-hour. */
export interface Series {
  net: number[];
  orders: number[];
}

export const HALF_HOURS = 48;

/** Adds up a day of the shop, all registers together. */
export function series(sales: Sales, day: string): Series {
  const net = new Array<number>(HALF_HOURS).fill(0);
  const orders = new Array<number>(HALF_HOURS).fill(0);
  for (const row of sales.sales) {
    if (row.business_day !== day) continue;
    net[row.half_hour] = (net[row.half_hour] ?? 0) + row.net;
    orders[row.half_hour] = (orders[row.half_hour] ?? 0) + row.orders;
  }
  return { net: grown(net), orders: grown(orders) };
}

function grown(steps: number[]): number[] {
  let sum = 0;
  return steps.map((step) => {
    sum += step;
    return sum;
  });
}

/** Which half-hour it is in the shop. */
export const current = (sales: Sales): number => Math.min(Math.floor(sales.minute / 30), HALF_HOURS - 1);

/** The half-hours to draw: from a little before the first sale of either day to a little after the last. */
export function span(sales: Sales): [number, number] {
  const sold = sales.sales.map((row) => row.half_hour);
  const first = Math.min(18, ...sold);
  const last = Math.max(34, current(sales), ...sold);
  return [Math.max(first - 1, 0), Math.min(last + 1, HALF_HOURS - 1)];
}

/** Round steps for an axis up to `most`: three to five of them. */
export function ticks(most: number): number[] {
  if (most <= 0) return [0];
  const power = 10 ** Math.floor(Math.log10(most));
  const step =
    [0.2, 0.25, 0.5, 1, 2].map((factor) => factor * power).find((size) => most / size <= 5) ?? power;
  const count = Math.ceil(most / step);
  return Array.from({ length: count + 1 }, (_, i) => Math.round(i * step));
}

/** What each register has sold today, and in the same time before, the most first. */
export function byRegister(
  sales: Sales,
): { register: string; net: number; orders: number; before: number }[] {
  const upTo = current(sales);
  const all = new Map<string, { register: string; net: number; orders: number; before: number }>();
  for (const row of sales.sales) {
    const sum = all.get(row.register) ?? { register: row.register, net: 0, orders: 0, before: 0 };
    if (row.business_day === sales.today) {
      sum.net += row.net;
      sum.orders += row.orders;
    } else if (row.half_hour <= upTo) sum.before += row.net;
    all.set(row.register, sum);
  }
  return [...all.values()].sort((a, b) => b.net - a.net);
}
