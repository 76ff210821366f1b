// When what is on show can be seen.

/** Two frames on, it has been drawn: what an effect sees is what the eye sees. */
export const drawn = () =>
  new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

/** Later than whoever waits for that: what the first picture and a register that says it can scan do not wait for. */
export const behind = () => drawn().then(() => new Promise<void>((done) => setTimeout(done)));
