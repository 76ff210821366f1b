// When what is on show can be seen.

/** Two frames on, it has been drawn; the eye sees it as soon as the screen has been told, some 30 ms later. */
export const drawn = () =>
  new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

/** Later than whoever waits for that: what the first picture and a register that says it can scan do not wait for. */
export const behind = () => drawn().then(() => new Promise<void>((done) => setTimeout(done)));
