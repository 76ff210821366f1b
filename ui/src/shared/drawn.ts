// When what is on show can be seen.

/** Two frames on it has been drawn; then whoever waits for that goes first. */
export const drawn = () =>
  new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
