// What the window shows at each step, at two sizes, light and dark: pictures for people to look at.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SIZES = [
  [1280, 800],
  [1920, 1080],
];
const THEMES = ["light", "dark"];

/** An album that numbers the steps and has each once. Pictures of an earlier run go. `look` sees every screen, too, in
 * both themes. */
export function album(folder, look) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const taken = new Set();
  return async (page, step) => {
    if (taken.has(step)) return;
    taken.add(step);
    const number = String(taken.size).padStart(2, "0");
    for (const [width, height] of SIZES) {
      await page.setWindowRect(0, 0, width, height);
      for (const theme of THEMES) {
        await page.execute((name) => document.documentElement.setAttribute("data-theme", name), theme);
        await drawn(page);
        const picture = Buffer.from(await page.takeScreenshot(), "base64");
        const size = [picture.readUInt32BE(16), picture.readUInt32BE(20)];
        if (size[0] !== width || size[1] !== height)
          throw new Error(`the picture of ${step} is ${size.join("x")}, not ${width}x${height}`);
        const name = `${number}-${step}-${width}x${height}-${theme}.png`;
        writeFileSync(join(folder, name), picture);
        if (width === SIZES[0][0]) await look(page, step, theme);
      }
    }
    await page.setWindowRect(0, 0, ...SIZES[0]);
    await page.execute(() => document.documentElement.removeAttribute("data-theme"));
    await drawn(page);
  };
}

/** When nothing moves any more, two frames on, what was changed has been drawn. */
async function drawn(page) {
  await page.executeAsync(async (done) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getTiming().iterations === 1);
    await Promise.allSettled(ending.map((animation) => animation.finished));
    await frame();
    await frame();
    done();
  });
}
