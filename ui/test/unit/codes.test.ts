// Every code that the window can be told has words of its own, in every language. The codes are those of the committed
// reference, which is generated from the sources, and those that the shell makes itself.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { errorWords } from "../../src/shared/errors";
import { de } from "../../src/shared/messages/de";
import { en } from "../../src/shared/messages/en";

const root = join(import.meta.dirname, "../../..");
const reference = readFileSync(join(root, "docs/REFERENCE.md"), "utf8");

/** The codes in the table below a heading. */
function listed(heading: string): string[] {
  const section = reference.split("\n## ").find((part) => part.startsWith(heading)) ?? "";
  return [...section.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1] ?? "");
}

/** The codes that the shell makes itself. */
function shellCodes(): string[] {
  const source = join(root, "src-tauri/src");
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((f) => f.endsWith(".rs"));
  return files.flatMap((file) => {
    const text = readFileSync(join(source, file), "utf8");
    return [...text.matchAll(/CommandError::new\(\s*"(\w+)"/g)].map((match) => match[1] ?? "");
  });
}

/** Never an answer to a command of the window, and why. */
const elsewhere: Record<string, readonly string[]> = {
  "verdicts on entries, and what the sync of the till deals with by itself": [
    "bad_hash",
    "bad_signature",
    "gap",
    "fork",
    "unknown_kind",
    "malformed_entry",
    "unbookable",
    "malformed_batch",
    "batch_too_large",
    "cursor_unknown",
    "range_unsatisfiable",
    "catalogue_cut",
    "catalogue_file",
    "catalogue_malformed",
    "catalogue_mismatch",
    "catalogue_wrong_base",
  ],
  "only for callers of the server's own interfaces": [
    "body_too_large",
    "unsupported_media_type",
    "method_not_allowed",
    "precondition_failed",
    "precondition_required",
    "idempotency_key_missing",
    "idempotency_key_reused",
    "request_in_progress",
    "already_exists",
    "not_voidable",
    "tax_class_in_use",
  ],
  "rows of an import": [
    "barcode_taken",
    "category_unusable",
    "code_unusable",
    "name_unusable",
    "price_unusable",
    "start_unusable",
    "tax_class_unknown",
    "tax_class_unusable",
    "tax_unusable",
    "taxes_and_class",
    "too_many_barcodes",
    "too_many_starts",
    "unit_unusable",
  ],
  "said before there is a window, or when nobody asked": ["not_fresh", "till_in_use", "ready_file"],
};
const silent = new Set(Object.values(elsewhere).flat());
const server = listed("Codes of the server");
const register = listed("Codes of the register");
const codes = [...new Set([...server, ...register, ...shellCodes()])].filter((code) => !silent.has(code));

describe("the codes", () => {
  it("are found", () => {
    expect(server.length).toBeGreaterThan(20);
    expect(register.length).toBeGreaterThan(80);
    expect(shellCodes()).toContain("internal");
  });

  it.each([
    ["en", en],
    ["de", de],
  ])("have words in %s", (_, say) => {
    const error = (code: string) => ({ code, message: "", details: {} });
    const silentOnes = codes.filter((code) => errorWords(error(code), say) === say.app.keepOpen);
    expect(silentOnes).toEqual([]);
  });
});
