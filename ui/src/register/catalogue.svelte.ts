// What can be sold, as the left side shows it: tiles of a category, or results while something is typed.

import type { Answer, Platform, ProductHit } from "../platform";
import { type Asked, readAsked } from "../shared/entry";

/** Tiles, categories and the search. */
export class Catalogue {
  categories = $state.raw<readonly string[]>([]);
  /** `null`: what sells most. */
  category = $state<string | null>(null);
  tiles = $state.raw<readonly ProductHit[]>([]);
  /** Whether tiles have been asked for and answered. */
  loaded = $state(false);
  /** What stands in the search field. */
  text = $state("");
  hits = $state.raw<readonly ProductHit[]>([]);
  /** Which result Enter would take. */
  cursor = $state(0);
  /** The text that `hits` belong to. */
  #found = $state("");

  readonly asked = $derived<Asked>(readAsked(this.text));
  readonly searching = $derived(this.asked.text !== "");
  /** Whether the results are those of what is typed right now. */
  readonly settled = $derived(this.#found === this.asked.text);
  readonly empty = $derived(this.loaded && this.tiles.length === 0 && this.categories.length === 0);
  readonly #platform: Platform;
  #running: Promise<void> = Promise.resolve();

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Shows the popular tiles as they are known already. */
  show(tiles: readonly ProductHit[], categories: readonly string[]): void {
    this.tiles = tiles;
    this.categories = categories;
    this.loaded = true;
  }

  /** Asks for everything that is on show, at the start and when products changed. What can't be read stays as it was. */
  async load(): Promise<void> {
    const tiles = this.#loadTiles();
    const categories = await data(this.#platform.categories());
    if (categories) this.categories = categories;
    await tiles;
    if (categories && this.category !== null && !categories.includes(this.category)) await this.choose(null);
    if (this.searching) this.type(this.text);
  }

  async choose(category: string | null): Promise<void> {
    const before = this.category;
    this.category = category;
    const there = await this.#loadTiles();
    if (!there && this.category === category) this.category = before;
  }

  /** The next category, or the one before. */
  async step(by: number): Promise<void> {
    const all = [null, ...this.categories];
    const to = (all.indexOf(this.category) + by + all.length) % all.length;
    await this.choose(all[to] ?? null);
  }

  /** `false`: the tiles can't be read, and those before are still on show. */
  async #loadTiles(): Promise<boolean> {
    const category = this.category;
    const tiles = await data(this.#platform.tiles(category));
    this.loaded = true;
    if (category === this.category && tiles) this.tiles = tiles;
    return tiles !== null;
  }

  /** Takes what is typed and looks for it. */
  type(text: string): void {
    this.text = text;
    this.cursor = 0;
    const wanted = this.asked.text;
    if (wanted === "") {
      this.hits = [];
      this.#found = "";
      return;
    }
    this.#running = this.#search(wanted);
  }

  async #search(wanted: string): Promise<void> {
    const hits = (await data(this.#platform.search(wanted))) ?? [];
    // A slower answer to an earlier text must not replace a later one.
    if (wanted !== this.asked.text) return;
    this.hits = hits;
    this.#found = wanted;
    this.cursor = 0;
  }

  move(by: number): void {
    this.cursor = Math.min(Math.max(this.cursor + by, 0), Math.max(this.hits.length - 1, 0));
  }

  clear(): void {
    this.type("");
  }

  /** What Enter means: the product with that very code, else a number as it was typed, else the lit result. */
  async resolve(): Promise<Asked | null> {
    const { text, quantity } = this.asked;
    await this.#running;
    if (text === "") return null;
    // Something was typed behind it before the results came: they are not of it.
    if (this.#found !== text) return { text, quantity };
    const same = (code: string | null) => code?.toLowerCase() === text.toLowerCase();
    const exact =
      this.cursor === 0 ? this.hits.find((hit) => same(hit.code) || same(hit.barcode)) : undefined;
    const hit = exact ?? (/^\d{6,}$/.test(text) && this.cursor === 0 ? undefined : this.hits[this.cursor]);
    return { text: hit?.code ?? text, quantity };
  }
}

/** What was answered; nothing where that was a refusal, or nothing at all. */
async function data<T>(asked: Promise<Answer<T>>): Promise<T | null> {
  const answer = await asked.catch(() => null);
  return answer?.status === "ok" ? answer.data : null;
}
