// The admins' page: a build of its own, so that the register's stays what it is. The server serves it under /admin.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [svelte()],
  base: "/admin/",
  clearScreen: false,
  build: {
    outDir: "dist-admin",
    // The page's policy allows no data: fonts.
    assetsInlineLimit: 0,
    // The policy allows no inline script, which this would be.
    modulePreload: { polyfill: false },
    target: ["safari18", "chrome123"],
    rollupOptions: { input: "admin.html" },
  },
});
