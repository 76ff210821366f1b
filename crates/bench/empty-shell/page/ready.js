// Two frames on, as the register does it: the page is there when it has been drawn.
requestAnimationFrame(() => requestAnimationFrame(() => window.__TAURI_INTERNALS__.invoke("ready")));
