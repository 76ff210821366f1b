// Only platform.ts (and the generated bindings) may know the window's shell, and nothing in the product the tests'.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["'`]([^"'`]+)["'`]/g;
const SHELL = /^@tauri-apps\//;
const TESTS = /(^|\/)test\//;

/** Which imports of these files are not theirs to make, as `file:line`. */
function violations(root: string): { scanned: number; found: string[] } {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /\.(ts|svelte|js)$/.test(file) && !file.startsWith("bindings/"));
  const found = files.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return [...text.matchAll(IMPORT)]
      .filter(([, name = ""]) => {
        const bindings = /(^|\/)bindings(\/|$)/.test(name);
        return TESTS.test(name) || ((SHELL.test(name) || bindings) && file !== "platform.ts");
      })
      .map((match) => `${file}:${text.slice(0, match.index).split("\n").length}`);
  });
  return { scanned: files.length, found };
}

describe("the wall between the screens and the shell", () => {
  it("holds in the product", () => {
    const { scanned, found } = violations("src");
    expect(scanned).toBeGreaterThan(30);
    expect(found).toEqual([]);
  });

  it("is seen to be broken in the fixture, once per way to break it", () => {
    expect(violations("test/fixtures/imports").found.sort()).toEqual([
      "dynamic.ts:2",
      "shell.ts:2",
      "tests.ts:2",
    ]);
  });
});
