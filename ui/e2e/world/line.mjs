// A line to somewhere. It can be told to carry only so much, so that something on its way can be seen, and it can be cut.
import { connect, createServer } from "node:net";

/** Opens a line to whatever address `server` names at that moment. */
export async function openLine(server) {
  let allowance = Number.POSITIVE_INFINITY;
  const held = new Set();
  const ends = new Set();

  const carry = (from, to) => (bytes) => {
    allowance -= bytes.length;
    to.write(bytes);
    if (allowance <= 0) {
      from.pause();
      held.add(from);
    }
  };
  const listener = createServer((register) => {
    const { hostname, port } = new URL(server());
    const far = connect(Number(port), hostname);
    register.on("data", (bytes) => far.write(bytes));
    far.on("data", carry(far, register));
    for (const [one, other] of [
      [register, far],
      [far, register],
    ]) {
      ends.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        ends.delete(one);
        other.destroy();
      });
      one.on("end", () => other.end());
    }
  });
  const listen = (port) => new Promise((resolve) => listener.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const { port } = listener.address();
  const close = () => {
    for (const end of ends) end.destroy();
    return new Promise((resolve) => listener.close(resolve));
  };
  return {
    url: `http://127.0.0.1:${port}`,
    /** Lets this many more bytes come from the server, then none. */
    holdAfter: (bytes) => {
      allowance = bytes;
    },
    letGo: () => {
      allowance = Number.POSITIVE_INFINITY;
      for (const end of held) end.resume();
      held.clear();
    },
    close,
    /** Nothing goes through, and nobody answers, as when the far end has gone. */
    cut: close,
    mend: () => listen(port),
  };
}
