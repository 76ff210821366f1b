// When what is on show can be seen.

/** Two frames on, it has been drawn: what an effect sees is what the eye sees. */
export const drawn = () =>
  new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
