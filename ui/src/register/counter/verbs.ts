// What the counter's dialogs ask of the register: discounts, notes, and the drawer between two sales.
import type { Answer, BasketView, CashMovement, Platform, ShiftReport } from "../../platform";
import { words } from "../../shared/words.svelte";
import type { Register } from "../register.svelte";

/** What is taken off: so many ten-thousandths of a per cent, or a sum; neither takes the discount away. */
export interface Off {
  percentE4: number | null;
  amount: number | null;
}

/** Takes something off a line, or off the whole basket where no line is meant. */
export function discount(register: Register, number: number | null, off: Off): Promise<boolean> {
  const { platform, people } = register;
  if (number !== null)
    return register.change(() =>
      people.withLeave("discount", (authorisation) =>
        platform.discountLine({ number, ...off, authorisation }),
      ),
    );
  return whole(register, () =>
    people.withLeave("discount", (authorisation) => platform.discountBasket({ ...off, authorisation })),
  );
}

/** Writes beside a line, or on the whole order where no line is meant. */
export function note(register: Register, number: number | null, text: string): Promise<boolean> {
  const { platform } = register;
  const note = text.trim() || null;
  if (number !== null) return register.change(() => platform.noteLine({ number, note }));
  return whole(register, () => platform.noteBasket({ note }));
}

/** Shows the basket that comes back, with the same line lit. */
async function whole(register: Register, command: () => Promise<Answer<BasketView>>): Promise<boolean> {
  const view = await register.ask(command);
  if (!view) return false;
  register.hush();
  const { selected } = register.basket;
  register.basket.show(view);
  if (view.lines.some((line) => line.number === selected)) register.basket.selected = selected;
  return true;
}

/** What the drawer is wanted for. */
export type Purpose = "in" | "out" | "open";

/** Moves cash, or opens the drawer, and says so. */
export async function useDrawer(
  register: Register,
  purpose: Purpose,
  amount: number,
  reason: string,
): Promise<boolean> {
  const say = words.say.counter.drawer;
  const { formats } = register;
  const asked: Record<Purpose, (platform: Platform) => Promise<Answer<CashMovement>>> = {
    in: (platform) => platform.payIn({ amount, reason }),
    out: (platform) => platform.payOut({ amount, reason }),
    open: (platform) => platform.openDrawer({ reason }),
  };
  const movement = await register.once(() => asked[purpose](register.platform));
  if (!movement) return false;
  const sum = formats.moneyOut(movement.amount ?? 0);
  const done = { in: say.doneIn(sum), out: say.doneOut(sum), open: say.doneOpen };
  register.say("info", done[purpose]);
  return true;
}

/** Keeps what was counted; what should be there comes back. */
export async function count(register: Register, counted: number): Promise<ShiftReport | undefined> {
  const report = await register.once(() => register.platform.countDrawer({ counted }));
  if (report) register.hush();
  return report;
}
