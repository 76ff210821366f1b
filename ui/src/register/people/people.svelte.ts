// Who is at the register: unlocking, switching, locking, PINs, and a supervisor's leave for one thing.
import type { Answer, Authorisation, CommandError, KnownStaff } from "../../platform";
import { words } from "../../shared/words.svelte";
import type { Register } from "../register.svelte";

/** After so long without a touch the register locks itself, in milliseconds. */
export const IDLE = 5 * 60_000;

/** What a supervisor is asked to allow. */
export type LeaveFor = "refund" | "return" | "price" | "discount" | "payment";

/** A command that a supervisor has to allow. */
interface Leave {
  what: LeaveFor;
  /** Runs it with leave; whether it was done. */
  give(leave: Authorisation): Promise<boolean>;
  /** It stays undone. */
  drop(): void;
}

/** The verbs of the people at one register. */
export class People {
  /** The step after a first sign-in, until it is taken or put off. */
  choosing = $state(false);
  /** Whether the sheet behind the badge is open. */
  open = $state(false);
  busy = $state(false);
  leave = $state.raw<Leave | null>(null);
  readonly #register: Register;

  constructor(register: Register) {
    this.#register = register;
  }

  get all(): KnownStaff[] {
    return this.#register.state?.people ?? [];
  }

  /** Those who can open the register without the browser. */
  get withPin(): KnownStaff[] {
    return this.all.filter((known) => known.hasPin);
  }

  /** Those who can allow what a cashier may not do alone. */
  get supervisors(): KnownStaff[] {
    return this.withPin.filter(({ staff }) => staff.roles.includes("supervisor") && !staff.expired);
  }

  /** Whoever is signed in. */
  get here(): KnownStaff | null {
    const id = this.#register.state?.staff?.id;
    return this.all.find((known) => known.staff.id === id) ?? null;
  }

  /** Opens the register with a PIN; whether it is open. */
  async unlock(staff: string, pin: string): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    const register = this.#register;
    register.hush();
    const done = await this.#try(() => register.platform.signInByPin({ staff, pin }));
    // Before the rest is read: what somebody opens meanwhile stays open.
    if (done) this.open = false;
    await register.refresh();
    this.busy = false;
    return done !== undefined;
  }

  /** Keeps a PIN for whoever is signed in; whether it is kept. */
  async setPin(pin: string, current: string | null): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    const register = this.#register;
    register.hush();
    const done = await this.#try(() => register.platform.setPin({ pin, current }));
    if (done !== undefined) {
      this.choosing = false;
      this.open = false;
    }
    await register.refresh();
    this.busy = false;
    if (done === undefined) return false;
    register.say("info", words.say.people.kept);
    return true;
  }

  /** Not now: it is offered again with the next sign-in, and behind the badge. */
  later(): void {
    this.choosing = false;
    this.#register.say("info", words.say.people.laterSaid);
  }

  /** Locks the register. Whoever has no PIN could not come back, so they are told to choose one. */
  async lock(idle = false): Promise<void> {
    const register = this.#register;
    if (!this.here?.hasPin) {
      if (!idle) register.say("error", words.say.errors.no_pin());
      return;
    }
    this.dropLeave();
    const locked = await register.ask(() => register.platform.lock({ idle }));
    if (locked === undefined) return;
    this.open = false;
    register.sheet = null;
    register.hush();
    await register.refresh();
  }

  /** Runs `command`; where that needs a supervisor and one has a PIN here, asks for it and runs it again. */
  async withLeave<T>(
    what: LeaveFor,
    command: (leave: Authorisation | null) => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    const alone = await command(null);
    if (alone.status === "ok" || !needsSupervisor(alone.error) || this.supervisors.length === 0) return alone;
    this.#register.hush();
    return new Promise((resolve) => {
      this.leave = {
        what,
        give: async (leave) => {
          const register = this.#register;
          register.hush();
          const answer = await command(leave);
          if (answer.status === "error") {
            this.#refused(answer.error);
            return false;
          }
          this.leave = null;
          resolve(answer);
          return true;
        },
        drop: () => resolve(alone),
      };
    });
  }

  /** The supervisor gives the leave that is asked for. */
  async giveLeave(staff: string, pin: string): Promise<boolean> {
    if (this.busy || !this.leave) return false;
    this.busy = true;
    const given = await this.leave.give({ staff, pin });
    if (!given) await this.#reread();
    this.busy = false;
    return given;
  }

  dropLeave(): void {
    const leave = this.leave;
    this.leave = null;
    leave?.drop();
  }

  async #try<T>(command: () => Promise<Answer<T>>): Promise<T | undefined> {
    const answer = await command().catch(() => null);
    if (answer?.status === "ok") return answer.data;
    this.#refused(answer?.error ?? null);
    return undefined;
  }

  #refused(error: CommandError | null): void {
    const until = error?.details.until;
    const facts = until ? { time: this.#register.formats.time(new Date(until)) } : {};
    this.#register.refused(error, facts);
  }

  /** Who waits how long has changed; what is said stays. */
  async #reread(): Promise<void> {
    const now = await this.#register.platform.registerState().catch(() => null);
    if (now?.status === "ok") this.#register.patch({ people: now.data.people });
  }
}

function needsSupervisor(error: CommandError): boolean {
  return error.code === "supervisor_required" || error.code === "supervisor_expired";
}
