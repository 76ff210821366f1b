// Notices when nobody touches the register any more.

/** Calls `lock` once nothing was pressed for `ms`. Ends with the returned function. */
export function whenIdle(ms: number, lock: () => void): () => void {
  let timer = setTimeout(lock, ms);
  const touched = () => {
    clearTimeout(timer);
    timer = setTimeout(lock, ms);
  };
  const kinds = ["keydown", "pointerdown", "wheel"] as const;
  for (const kind of kinds) window.addEventListener(kind, touched, { capture: true, passive: true });
  return () => {
    clearTimeout(timer);
    for (const kind of kinds) window.removeEventListener(kind, touched, { capture: true });
  };
}
