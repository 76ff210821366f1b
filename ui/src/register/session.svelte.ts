// Everything around selling: joining a shop, signing in and out, opening and closing the shift.
import type { ShiftReport } from "../platform";
import type { Register } from "./register.svelte";

/** What is on show before and after selling. */
export type Place =
  | "starting"
  | "enrol"
  | "catalogue"
  | "signIn"
  | "unlock"
  | "choosePin"
  | "closed"
  | "openShift"
  | "selling";

/** The verbs of a session at one register. */
export class Session {
  /** Whether the browser is being waited for. */
  waiting = $state(false);
  joining = $state(false);
  /** Whether a register that belongs to a shop is being enrolled once more. */
  rejoining = $state(false);
  /** The shift that was just closed, until somebody has read it. */
  closed = $state.raw<ShiftReport | null>(null);
  /** Which sign-in is the newest; an earlier one that comes back has nothing more to say. */
  #attempt = 0;
  #cancelling: Promise<unknown> = Promise.resolve();
  readonly #register: Register;

  constructor(register: Register) {
    this.#register = register;
  }

  get place(): Place {
    const { state, catalogue, people } = this.#register;
    if (!state || !catalogue.loaded) return "starting";
    if (!state.enrolled || this.rejoining) return "enrol";
    // With a shift open somebody sells, and goes on whatever happens to the catalogue.
    if (catalogue.empty && !state.shift) return "catalogue";
    if (this.waiting) return "signIn";
    if (!state.staff) return people.withPin.length > 0 ? "unlock" : "signIn";
    if (people.choosing) return "choosePin";
    if (this.closed) return "closed";
    return state.shift ? "selling" : "openShift";
  }

  async enrol(server: string, code: string, name: string): Promise<void> {
    if (this.joining) return;
    this.joining = true;
    const register = this.#register;
    register.hush();
    const state = await register.ask(() => register.platform.enrol({ server, code, name }));
    if (state) {
      register.show(state);
      this.rejoining = false;
    }
    this.joining = false;
  }

  /** On to enrolling once more, or back from it. */
  rejoin(on: boolean): void {
    this.#register.hush();
    this.rejoining = on;
  }

  async signIn(): Promise<void> {
    if (this.waiting) return;
    this.waiting = true;
    this.#attempt += 1;
    const attempt = this.#attempt;
    const register = this.#register;
    register.hush();
    // What cancels the one before must not cancel this one.
    await this.#cancelling;
    if (attempt !== this.#attempt) return;
    // Not in the queue of commands: the browser may take minutes, and cancelling must not wait for it.
    const answer = await register.platform.signIn().catch(() => null);
    const newest = attempt === this.#attempt;
    if (newest) this.waiting = false;
    if (answer?.status === "ok") {
      await register.refresh();
      register.people.choosing = register.people.here?.hasPin === false;
    } else if (newest) register.refused(answer?.error ?? null);
  }

  async cancelSignIn(): Promise<void> {
    this.waiting = false;
    this.#attempt += 1;
    this.#cancelling = this.#register.platform.cancelSignIn().catch(() => null);
    await this.#cancelling;
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

  async closeShift(counted: number, reason: string | null): Promise<void> {
    const register = this.#register;
    const report = await register.once(() => register.platform.closeShift({ counted, reason }));
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
