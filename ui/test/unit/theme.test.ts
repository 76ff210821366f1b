import { describe, expect, it } from "vitest";
import { applyTheme } from "../../src/shared/theme";

describe("the theme", () => {
  const root = document.documentElement;

  it("is the system's until somebody chooses", () => {
    applyTheme(root, "", localStorage);
    expect(root.dataset.theme).toBeUndefined();
  });

  it("is remembered once asked for", () => {
    applyTheme(root, "?theme=dark", localStorage);
    expect(root.dataset.theme).toBe("dark");
    applyTheme(root, "", localStorage);
    expect(root.dataset.theme).toBe("dark");
    applyTheme(root, "?theme=light", localStorage);
    expect(root.dataset.theme).toBe("light");
  });

  it("does not take nonsense", () => {
    applyTheme(root, "?theme=pink", localStorage);
    expect(root.dataset.theme).toBeUndefined();
  });
});
