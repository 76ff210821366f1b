// Deciding about a message while the list goes on under the dialog.
import { render } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Sections } from "../../src/admin/data";
import { Line } from "../../src/admin/line.svelte";
import { on, seen, settle, tap, text } from "../hands";
import Reviewed from "./Reviewed.svelte";
import json from "./sections.json";

const told = json as unknown as Required<Sections>;
const [first, second] = told.messages.listed;
const listed = (...messages: (typeof first)[]) => {
  const some = messages.filter((message) => message !== undefined);
  return { messages: { open: some.length, listed: some } };
};

describe("a decision", () => {
  let line: Line;
  const asked: string[] = [];
  let status = 204;
  beforeEach(async () => {
    asked.length = 0;
    status = 204;
    history.replaceState(null, "", "/admin/messages");
    vi.stubGlobal("fetch", async (path: string) => {
      asked.push(path);
      return new Response(status === 204 ? null : "{}", { status });
    });
    line = new Line();
    line.hear({ ...told, ...listed(first, second) });
    render(Reviewed, { props: { line } });
    await tap("do-discard");
    const why = on("why") as HTMLTextAreaElement;
    why.value = "Twice";
    why.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("is about the message that the dialog was opened for, also when that leaves the list", async () => {
    line.hear(listed(second));
    await settle();
    expect(text("decision")).toContain(first?.consumer ?? "?");
    status = 404;
    await tap("decide");
    expect(asked).toEqual([`/admin/api/parked/${first?.id}/discard`]);
    expect(text("said")).toContain("Somebody else was first");
    expect(seen("decision")).toBeNull();
  });

  it("stays open when it was the last one of the list", async () => {
    line.hear(listed());
    await settle();
    expect(seen("decision")).not.toBeNull();
    status = 404;
    await tap("decide");
    expect(text("said")).toContain("Somebody else was first");
  });

  it("is done, and the next one is shown", async () => {
    await tap("decide");
    expect(text("said")).toBe("Discarded.");
    expect(seen("decision")).toBeNull();
    expect(new URLSearchParams(location.search).get("open")).toBe(String(second?.id));
  });
});
