// A collector of traces: takes OTLP in JSON from register and server, and keeps the spans.
import { createServer } from "node:http";

/** Opens one; `env` is what a program is told of it. */
export async function openCollector() {
  const spans = [];
  const listener = createServer(async (request, answer) => {
    let body = "";
    for await (const part of request) body += part;
    spans.push(...spansOf(JSON.parse(body)));
    answer.setHeader("content-type", "application/json").end("{}");
  });
  await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address();
  return {
    spans,
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_BSP_SCHEDULE_DELAY: "200",
    },
    /** From now on nobody takes traces; the programs still know the address. */
    close: () =>
      new Promise((resolve) => {
        listener.close(resolve);
        listener.closeAllConnections();
      }),
  };
}

function spansOf({ resourceSpans = [] }) {
  return resourceSpans.flatMap(({ resource, scopeSpans = [] }) => {
    const service = resource.attributes.find(({ key }) => key === "service.name")?.value.stringValue;
    return scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service })));
  });
}
