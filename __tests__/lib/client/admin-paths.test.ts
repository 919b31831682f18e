import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { pathAfterSignIn, signInTo } from "../../../lib/client/admin-paths.ts";

describe("the way back after signing in", () => {
  it("is the page that was asked for", () => {
    const asked = new URL(signInTo("/admin/bevgenie/search?query=a b"), "http://x").searchParams.get("next");
    expect(pathAfterSignIn(asked ?? undefined)).toBe("/admin/bevgenie/search?query=a%20b");
  });

  it("never leads out of the console, nor back to the form", () => {
    const elsewhere = [
      undefined,
      ["/admin/a"],
      "/",
      "https://evil.example/admin/",
      "//evil.example",
      "/admin/../c/1",
      "/admin/..\\..\\/evil.example",
      "/admin/sign-in",
    ];
    for (const next of elsewhere) expect(pathAfterSignIn(next)).toBe("/admin");
  });

  it("stays on this origin for any text", () => {
    fc.assert(
      fc.property(
        fc.string().map((tail) => `/admin/${tail}`),
        (next) => {
          const path = new URL(pathAfterSignIn(next), "http://here.invalid");
          expect(path.origin).toBe("http://here.invalid");
          expect(path.pathname.startsWith("/admin")).toBe(true);
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });
});
