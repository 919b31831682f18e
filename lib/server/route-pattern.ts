/**
 * The pattern of an address, for logs and counts: what stands for an id, a slug or a link is not in it. An address
 * that fits none is `other`, so that nobody fills a log or a set of counters with names of their own.
 */
export function routePattern(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? "";
  if (path.startsWith("/_next/")) return "/_next";
  const segments = path.split("/").filter(Boolean);
  const found = known.find((pattern) => fits(pattern, segments));
  if (found) return `/${found.join("/")}`;
  return segments[0] === "api" ? "/api/other" : "other";
}

function fits(pattern: string[], segments: string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => part.startsWith(":") || part === segments[index])
  );
}

/** A fixed word goes before a parameter. A test holds the list to the files under app/. */
const known = [
  "/",
  "/icon.svg",
  "/w/:slug",
  "/p/:pageId",
  "/c/:token",
  "/admin",
  "/admin/sign-in",
  "/admin/:workspace",
  "/admin/:workspace/gaps",
  "/admin/:workspace/findings",
  "/admin/:workspace/keys",
  "/admin/:workspace/knowledge",
  "/admin/:workspace/knowledge/:id",
  "/admin/:workspace/knowledge/:id/versions",
  "/admin/:workspace/questions",
  "/admin/:workspace/questions/:run",
  "/admin/:workspace/people",
  "/admin/:workspace/search",
  "/admin/:workspace/usage",
  "/api/admin/alerts",
  "/api/admin/documents",
  "/api/admin/document-uses",
  "/api/admin/documents/:id",
  "/api/admin/documents/:id/restore",
  "/api/admin/documents/:id/versions",
  "/api/admin/documents/:id/versions/:version",
  "/api/admin/findings",
  "/api/admin/findings/scan",
  "/api/admin/findings/:id",
  "/api/admin/judged-questions",
  "/api/admin/judged-questions/import",
  "/api/admin/judged-questions/:id",
  "/api/admin/judged-runs",
  "/api/admin/judged-runs/:id",
  "/api/admin/judged-runs/:id/stop",
  "/api/admin/knowledge",
  "/api/admin/ingests",
  "/api/admin/ingests/:id",
  "/api/admin/ingests/:id/cancel",
  "/api/admin/ingests/:id/retry",
  "/api/admin/embedder",
  "/api/admin/gaps",
  "/api/admin/gaps/:id",
  "/api/admin/people/:id",
  "/api/admin/reranking",
  "/api/admin/search",
  "/api/admin/session",
  "/api/admin/sources",
  "/api/admin/sources/:id",
  "/api/admin/sources/:id/refresh",
  "/api/admin/turns/:id/context",
  "/api/admin/usage",
  "/api/admin/workspaces/:slug/keys",
  "/api/admin/workspaces/:slug/keys/:id",
  "/api/chat",
  "/api/chat/:turnId/stop",
  "/api/chat/:turnId/stream",
  "/api/conversations",
  "/api/conversations/:id",
  "/api/conversations/:id/share",
  "/api/documents/:id",
  "/api/feedback",
  "/api/metrics",
  "/api/openapi.json",
  "/api/orchestrator/cache/clear",
  "/api/orchestrator/chat",
  "/api/orchestrator/config",
  "/api/orchestrator/context/cleanup",
  "/api/orchestrator/generate",
  "/api/orchestrator/health",
  "/api/orchestrator/metrics",
  "/api/orchestrator/persona-history",
  "/api/orchestrator/personas",
  "/api/orchestrator/queue-stats",
  "/api/orchestrator/switch",
  "/api/pages/:id",
  "/api/pages/:id/restore",
  "/api/pages/:id/unlock",
  "/api/pages/:id/versions",
  "/api/session",
  "/api/session/export",
  "/api/v1/chat/completions",
  "/api/v1/models",
].map((pattern) => pattern.split("/").filter(Boolean));
