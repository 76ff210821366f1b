// Waiting for something that is seen to be so, never for a time to pass.

/** Asks `question` until its answer is not falsy, and answers with that. */
export async function until(what, question, seconds = 20) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await question();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${seconds} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
