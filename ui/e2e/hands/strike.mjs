// Keys as a hand strikes them: each goes down and comes up before the next.
import { Key } from "webdriverio";

/** Strikes characters and named keys (`Enter`, `F4`) one after the other, with `held` down all the while. */
export async function strike(page, keys, held) {
  const action = page.action("key");
  if (held) action.down(Key[held]);
  for (const key of keys) {
    const value = Key[key] ?? key;
    action.down(value).up(value);
  }
  if (held) action.up(Key[held]);
  // Every key has come up: there is nothing left to release.
  await action.perform(true);
}
