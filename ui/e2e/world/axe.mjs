// What axe finds on the screens of the day.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Looks at screens and keeps what it finds. */
export class Axe {
  looks = 0;
  found = [];

  /** Looks at the page as it stands, in a theme; `step` is what people call it. All but the colours is the same in both. */
  async look(page, step, theme) {
    // The window was opened anew since: the driver brings it, whatever the page's policy.
    if (!(await page.execute(() => "axe" in window))) await page.execute(axe);
    const rules = theme === "light" ? {} : { runOnly: { type: "rule", values: ["color-contrast"] } };
    const found = await page.executeAsync((options, done) => {
      const asWords = ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`;
      window.axe.run(document.documentElement, options).then(
        ({ violations }) => done(violations.map(asWords)),
        (error) => done([String(error)]),
      );
    }, rules);
    this.looks += 1;
    this.found.push(...found.map((what) => `${step}, ${theme}: ${what}`));
  }
}
