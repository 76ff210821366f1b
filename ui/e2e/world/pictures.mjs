// What the window shows at each step, at two sizes, light and dark: pictures for people to look at.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SIZES = [
  [1280, 800],
  [1920, 1080],
];
const THEMES = ["light", "dark"];

/** An album that numbers the steps. Pictures of an earlier run go. */
export function album(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let number = 0;
  return async (page, step) => {
    number += 1;
    for (const [width, height] of SIZES) {
      await page.setWindowRect(0, 0, width, height);
      for (const theme of THEMES) {
        await page.execute((name) => document.documentElement.setAttribute("data-theme", name), theme);
        await drawn(page);
        const picture = Buffer.from(await page.takeScreenshot(), "base64");
        const size = [picture.readUInt32BE(16), picture.readUInt32BE(20)];
        if (size[0] !== width || size[1] !== height)
          throw new Error(`the picture of ${step} is ${size.join("x")}, not ${width}x${height}`);
        const name = `${String(number).padStart(2, "0")}-${step}-${width}x${height}-${theme}.png`;
        writeFileSync(join(folder, name), picture);
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
