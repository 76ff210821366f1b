// The time on the wall, for the bar. Nothing is booked by it.

/** Ticks while it is looked at. */
class Clock {
  now = $state.raw(new Date());

  /** Starts ticking; what it returns stops it. */
  run(): () => void {
    const timer = setInterval(() => (this.now = new Date()), 1000);
    return () => clearInterval(timer);
  }
}

/** The clock of this window. */
export const clock = new Clock();
