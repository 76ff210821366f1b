// A basket is put aside and goes on later.
import { until } from "../world/until.mjs";

/** Puts the basket aside under a name. */
export async function hold(day, name, look = async () => {}) {
  await day.action("hold", "F7");
  await day.type("hold-name", name);
  await look();
  await day.press("hold");
  await day.gone("hold-sheet");
  await day.lines(0);
}

/** Goes on with the basket of that name. */
export async function resume(day, name, look = async () => {}) {
  await day.action("hold", "F7");
  const row = await day.named("held-", name);
  await look();
  await day.press(row);
  await day.gone("held-sheet");
  await until("the basket goes on", async () => Number(await day.attribute("basket", "data-lines")) > 0);
}
