// Everything around selling: joining a shop, signing in and out, opening and closing the shift.
import type { ShiftReport } from "../platform";
import type { Register } from "./register.svelte";

/** What is on show before and after selling. */
export type Place = "starting" | "enrol" | "catalogue" | "signIn" | "closed" | "openShift" | "selling";

/** The verbs of a session at one register. */
export class Session {
  /** Whether the browser is being waited for. */
  waiting = $state(false);
  joining = $state(false);
  /** The shift that was just closed, until somebody has read it. */
  closed = $state.raw<ShiftReport | null>(null);
  readonly #register: Register;

  constructor(register: Register) {
    this.#register = register;
  }

  get place(): Place {
    const { state, catalogue } = this.#register;
    if (!state || !catalogue.loaded) return "starting";
    if (!state.enrolled) return "enrol";
    if (catalogue.empty) return "catalogue";
    if (!state.staff) return "signIn";
    if (this.closed) return "closed";
    return state.shift ? "selling" : "openShift";
  }

  async enrol(server: string, code: string, name: string): Promise<void> {
    if (this.joining) return;
    this.joining = true;
    const register = this.#register;
    register.hush();
    const state = await register.ask(() => register.platform.enrol({ server, code, name }));
    if (state) register.show(state);
    this.joining = false;
  }

  async signIn(): Promise<void> {
    if (this.waiting) return;
    this.waiting = true;
    const register = this.#register;
    register.hush();
    // Not in the queue of commands: the browser may take minutes, and cancelling must not wait for it.
    const answer = await register.platform.signIn().catch(() => null);
    const cancelled = !this.waiting;
    this.waiting = false;
    if (answer?.status === "ok") await register.refresh();
    else if (!cancelled) register.refused(answer?.error ?? null);
  }

  async cancelSignIn(): Promise<void> {
    this.waiting = false;
    await this.#register.platform.cancelSignIn();
  }

  async signOut(): Promise<void> {
    const register = this.#register;
    if ((await register.ask(() => register.platform.signOut())) === undefined) return;
    this.closed = null;
    register.sell();
    await register.refresh();
  }

  async openShift(float: number, businessDay: string): Promise<void> {
    const register = this.#register;
    const shift = await register.ask(() => register.platform.openShift({ float, businessDay }));
    if (!shift) return;
    register.patch({ shift });
    register.sell();
  }

  async closeShift(counted: number): Promise<void> {
    const register = this.#register;
    const report = await register.ask(() => register.platform.closeShift({ counted }));
    if (!report) return;
    this.closed = report;
    register.patch({ shift: null });
    register.sell();
  }

  /** The business day that the register suggests. */
  suggestedDay(): Promise<string | undefined> {
    const register = this.#register;
    return register.ask(() => register.platform.suggestedBusinessDay());
  }
}
