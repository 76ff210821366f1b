// By how much a clock is wrong, as precisely as people need it.
import type { Messages } from "./messages/en";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What is said of a clock that is `ahead` seconds ahead of the server's; behind it when negative. */
export function clockWords(ahead: number, say: Messages): string {
  const off = Math.abs(ahead);
  let by = say.weather.minutes(Math.floor(off / MINUTE));
  if (off >= 2 * DAY) by = say.weather.days(Math.floor(off / DAY));
  else if (off >= 3 * HOUR) by = say.weather.hours(Math.floor(off / HOUR));
  return ahead > 0 ? say.weather.clockAhead(by) : say.weather.clockBehind(by);
}
