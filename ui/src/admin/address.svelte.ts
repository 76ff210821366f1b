// Which screen is shown and how, kept in the address: a link, a bookmark and the back button all mean the same.

export const SCREENS = ["today", "queues", "messages", "quarantine", "registers", "audit"] as const;
export type Screen = (typeof SCREENS)[number];

/** The address of a screen. */
export function hrefOf(screen: Screen, params: Record<string, string> = {}): string {
  const path = screen === "today" ? "/admin" : `/admin/${screen}`;
  const query = new URLSearchParams(params).toString();
  return query ? `${path}?${query}` : path;
}

function screenOf(path: string): Screen {
  const name = path.split("/")[2] ?? "";
  return SCREENS.find((screen) => screen === name) ?? "today";
}

export class Address {
  screen = $state<Screen>("today");
  params = $state.raw(new URLSearchParams());

  constructor() {
    this.read();
  }

  /** Reads the address bar. */
  read(): void {
    this.screen = screenOf(location.pathname);
    this.params = new URLSearchParams(location.search);
  }

  go(href: string): void {
    history.pushState(null, "", href);
    this.read();
  }

  /** Changes what the address says of this screen, without a step for the back button. */
  set(params: Record<string, string | null>): void {
    const next = new URLSearchParams(this.params);
    for (const [name, value] of Object.entries(params)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    history.replaceState(null, "", hrefOf(this.screen, Object.fromEntries(next)));
    this.read();
  }

  /** Follows links of this page without loading it again. */
  follow = (event: MouseEvent): void => {
    const link = (event.target as Element | null)?.closest("a[href]");
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const href = link?.getAttribute("href") ?? "";
    if (!plain || !/^\/admin(\/[a-z]+)?(\?|$)/.test(href) || href.startsWith("/admin/sign")) return;
    event.preventDefault();
    this.go(href);
  };
}
