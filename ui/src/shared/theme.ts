// Light or dark: the system's choice, unless this register was told otherwise.

const KEY = "evertill.theme";
type Theme = "light" | "dark";

function asTheme(text: string | null): Theme | null {
  return text === "light" || text === "dark" ? text : null;
}

/** Applies `?theme=dark`, else what was chosen before, else leaves it to the system. */
export function applyTheme(root: HTMLElement, query: string, memory: Storage): void {
  const asked = asTheme(new URLSearchParams(query).get("theme"));
  if (asked) memory.setItem(KEY, asked);
  const theme = asked ?? asTheme(memory.getItem(KEY));
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
}
