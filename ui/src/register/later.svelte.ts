// What the first picture of the window does not wait for.
import { behind } from "../shared/drawn";
import type * as Screens from "./screens";

/** It, once it is there. */
class Later {
  /** The first picture has been drawn. */
  begun = $state(false);
  /** The screens that a register does not open with. */
  screens = $state.raw<typeof Screens | null>(null);

  /** Waits for the first picture, and until whoever waits for it has been told. */
  async begin(): Promise<void> {
    await behind();
    this.begun = true;
  }

  /** Fetches the screens. */
  async fetch(): Promise<void> {
    this.screens ??= await import("./screens");
  }
}

/** What comes later in this window. */
export const later = new Later();
