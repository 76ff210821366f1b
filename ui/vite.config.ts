// One build for the window, one page for looking at screens while they are drawn, one setup for the tests.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** With VITE_PLATFORM=test the development page starts on the in-memory register. A build never does. */
function testPlatform(): Plugin {
  return {
    name: "test-platform",
    apply: (_, { command }) => command === "serve" && process.env.VITE_PLATFORM === "test",
    transformIndexHtml: (html) => html.replace("/src/main.ts", "/test/page/main.ts"),
  };
}

export default defineConfig({
  plugins: [svelte(), testPlatform()],
  clearScreen: false,
  server: { port: 5470, strictPort: true },
  // Browser code in the tests, too: without this Svelte would hand them its server half.
  ...(process.env.VITEST ? { resolve: { conditions: ["browser"] } } : {}),
  build: {
    // The window's policy allows no data: fonts.
    assetsInlineLimit: 0,
    target: ["safari18", "chrome123"],
  },
  test: {
    environment: "jsdom",
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/setup.ts"],
  },
});
