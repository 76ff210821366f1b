// Fetches the screens that a register does not open with.
import type * as Screens from "./screens";

/** They, once they are there. */
class Later {
  screens = $state.raw<typeof Screens | null>(null);

  async fetch(): Promise<void> {
    this.screens ??= await import("./screens");
  }
}

/** The later screens of this window. */
export const later = new Later();
