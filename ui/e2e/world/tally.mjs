// Counts the steps. After a failed one the rest of its story makes no sense, so it is skipped, and said so.

/** Tells one story after the other and keeps the score. */
export class Tally {
  passed = 0;
  failed = 0;
  skipped = 0;

  /** Runs the steps of a story in order; each is `[name, work]`. */
  async story(title, steps, onFailure) {
    let broken = false;
    for (const [name, work] of steps) {
      if (broken) {
        this.skipped += 1;
        say(`- ${title}: ${name}`);
        continue;
      }
      const begun = performance.now();
      try {
        await work();
        this.passed += 1;
        say(`ok ${title}: ${name} (${Math.round(performance.now() - begun)} ms)`);
      } catch (error) {
        broken = true;
        this.failed += 1;
        say(`FAILED ${title}: ${name}\n${error.stack}`);
        await onFailure(name);
      }
    }
  }

  get line() {
    return `${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`;
  }
}

function say(text) {
  process.stderr.write(`${text}\n`);
}
