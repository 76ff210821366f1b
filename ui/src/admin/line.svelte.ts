// The line to the server: what it said last, how long ago that is, and whether it can still be heard.
import type { Me, Sections } from "./data";

/** What is shown may be this old; then the page says that it is not live. */
const OLD_MS = 5_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5_000;

/** How far what is shown can be trusted. */
export type Health = "connecting" | "live" | "lost" | "ended";

/** What became of a decision: done, somebody else was first, or a sentence that says why not. */
export type Outcome = { done: true } | { done: false; status: number; detail: string };

export class Line {
  sections = $state.raw<Sections>({});
  me = $state.raw<Me | null>(null);
  /** The server's clock, which all ages are reckoned by. */
  now = $state(new Date());
  /** Seconds since the server was last heard. */
  age = $state(0);
  health = $state<Health>("connecting");
  #heard = Number.NEGATIVE_INFINITY;
  #ahead = 0;
  #wait = FIRST_WAIT_MS;
  #source: EventSource | null = null;

  /** Opens the line; the answer closes it. */
  open(): () => void {
    const ticking = setInterval(() => this.#tick(), 500);
    void this.#introduce();
    this.#connect();
    return () => {
      clearInterval(ticking);
      this.#source?.close();
      this.#source = null;
    };
  }

  async #introduce(): Promise<void> {
    const answer = await fetch("/admin/api/me").catch(() => null);
    if (answer?.ok) this.me = (await answer.json()) as Me;
    else if (answer?.status === 401 || answer?.status === 403) this.#end();
  }

  #connect(): void {
    const source = new EventSource("/admin/api/live");
    this.#source = source;
    for (const name of ["snapshot", "changes"]) {
      source.addEventListener(name, (event) => this.hear(JSON.parse(event.data) as Sections));
    }
    source.addEventListener("ended", () => this.#end());
    source.onerror = () => {
      source.close();
      if (this.#source !== source) return;
      setTimeout(() => void this.#again(source), this.#wait);
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
    };
  }

  async #again(source: EventSource): Promise<void> {
    // Ending closes the line, also while the question is under way.
    if (this.#source !== source) return;
    await this.#introduce();
    if (this.#source === source) this.#connect();
  }

  /** Takes in what changed. */
  hear(changed: Sections): void {
    this.#heard = performance.now();
    this.#wait = FIRST_WAIT_MS;
    if (Object.keys(changed).length > 0) this.sections = { ...this.sections, ...changed };
    if (changed.server) this.#ahead = new Date(changed.server.at).getTime() - Date.now();
    this.#tick();
  }

  #tick(): void {
    this.now = new Date(Date.now() + this.#ahead);
    const silent = performance.now() - this.#heard;
    if (!Number.isFinite(silent)) return;
    this.age = Math.floor(silent / 1000);
    if (this.health !== "ended") this.health = silent > OLD_MS ? "lost" : "live";
  }

  #end(): void {
    this.health = "ended";
    this.#source?.close();
    this.#source = null;
  }

  /** Tells the server what somebody decided, and why. */
  async decide(path: string, reason: string): Promise<Outcome> {
    const answer = await fetch(`/admin/api/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "evertill-admin": "1" },
      body: JSON.stringify({ reason }),
    }).catch(() => null);
    if (answer?.ok) return { done: true };
    if (answer?.status === 401) this.#end();
    const problem: { detail?: string } = await answer?.json().catch(() => ({}));
    return { done: false, status: answer?.status ?? 0, detail: problem?.detail ?? "" };
  }
}
