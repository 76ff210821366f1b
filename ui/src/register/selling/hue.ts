// A colour per category: the first six differ, and a category keeps its own as long as the list is the same.

const HUES = 6;

/** The token of a category's colour, by its place among all of them. */
export function hue(category: string, all: readonly string[]): string {
  return `var(--hue-${Math.max(all.indexOf(category), 0) % HUES})`;
}
