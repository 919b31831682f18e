import { z } from "zod";
import { createDocument } from "zod-openapi";
import { adminPaths } from "./admin-paths.ts";
import { callerPaths } from "./caller-paths.ts";
import { ingestPaths } from "./ingest-paths.ts";
import { judgedPaths } from "./judged-paths.ts";
import { operation } from "./operation.ts";
import { upkeepPaths } from "./upkeep-paths.ts";
import { visitorPaths } from "./visitor-paths.ts";

const installation = { tag: "Installation" };

const installationPaths = {
  "/api/metrics": {
    get: operation({
      ...installation,
      access: "caller",
      summary: "The process's counts as Prometheus text, over all workspaces (ADMIN_API_KEY)",
      answer: z.string(),
      media: "text/plain",
    }),
  },
  "/api/openapi.json": {
    get: operation({
      ...installation,
      access: "anyone",
      summary: "This document",
      answer: z.looseObject({ openapi: z.string() }),
    }),
  },
};

/** The whole API, from the schemas by which its routes read what they are sent. */
export function openapiDocument() {
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "BevGenie",
      version: "1.0.0",
      description:
        "An AI sales concierge. Errors are `{error:{code,message,requestId,…}}`, under /api/v1 OpenAI's own. The header `x-workspace` names the workspace where a caller may reach several.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    paths: {
      ...visitorPaths,
      ...callerPaths,
      ...adminPaths,
      ...judgedPaths,
      ...upkeepPaths,
      ...ingestPaths,
      ...installationPaths,
    },
    components: {
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: "An API key of a workspace (`bg_live_…`, made in its console), or ADMIN_API_KEY.",
        },
        operator: { type: "apiKey", in: "cookie", name: "bevgenie_operator" },
        visitor: { type: "apiKey", in: "cookie", name: "bevgenie_session" },
      },
    },
  });
}
