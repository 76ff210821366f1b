// Every pair of tokens that text is set in, in both themes, by the formula of WCAG 2.2.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/shared/style/tokens.css", "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+):\s*light-dark\((#\w{6}),\s*(#\w{6})\)/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }],
  ),
);

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const text: [string, string][] = [
  ...["bg", "surface", "sunken", "accent-soft"].map((ground): [string, string] => ["text", ground]),
  ...["bg", "surface", "sunken", "accent-soft"].map((ground): [string, string] => ["muted", ground]),
  ...["bg", "surface", "accent-soft"].map((ground): [string, string] => ["accent", ground]),
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ["on-danger", "danger"],
  ["wait", "wait-soft"],
  ["wait", "surface"],
  ["wait", "bg"],
  ["done", "bg"],
  ["done", "surface"],
  ["danger", "danger-soft"],
  ["danger", "bg"],
];
/** Edges of fields and marks, which need 3:1. */
const edges: [string, string][] = [
  ["line-strong", "surface"],
  ["line-strong", "bg"],
  ["accent", "bg"],
  ["done", "done-soft"],
];

describe.each(["light", "dark"] as const)("contrast in the %s theme", (theme) => {
  const ratio = ([front, back]: [string, string]) => {
    const a = tokens.get(front);
    const b = tokens.get(back);
    if (!a || !b) throw new Error(`no token ${front} or ${back}`);
    return contrast(a[theme], b[theme]);
  };
  it.each(text)("%s on %s can be read", (...pair) => expect(ratio(pair)).toBeGreaterThanOrEqual(4.5));
  it.each(edges)("%s beside %s can be seen", (...pair) => expect(ratio(pair)).toBeGreaterThanOrEqual(3));
});
