import type { Logger } from "pino";
import type { Call } from "../db/call.ts";
import { type Workspace, workspaceSchema } from "../workspace.ts";
import { postWebhook } from "./post-webhook.ts";

/** As the database keeps it, the console shows it and the webhook gets it. */
export type Alert = {
  id: string;
  kind: "spend" | "error_rate" | "breaker_open" | "wallet_abuse";
  message: string;
  detail: Record<string, unknown>;
  createdAt: string;
};

type Deps = { call: Call; log: Logger; webhookHosts: string[] };
type Stored = { id: string; config: Workspace };

/** Fewer calls than this within the hour say nothing about a share. */
const fewestCalls = 20;
/** So many refusals of one person within an hour, on a spent wallet, are no accident. */
const refusalsOfOne = 20;

/** Raises what is due in each workspace and posts it to the workspace's webhook: each kind at most once an hour. */
export async function sendDueAlerts(deps: Deps): Promise<void> {
  for (const { id, config } of await readWorkspaces(deps)) {
    const { spendUsdPerDay, errorRate } = config.alerts;
    const alerts = await deps.call<Alert[]>("raise_due_alerts", {
      p_workspace: id,
      p_rules: { spendUsdPerDay: spendUsdPerDay ?? null, errorRate, fewestCalls, refusals: refusalsOfOne },
    });
    for (const alert of alerts) await post(alert, config, deps);
  }
}

/** For the breaker of a model that opened: every workspace's answers may suffer, so each is told. */
export async function sendBreakerAlert(
  { provider, model }: { provider: string; model: string },
  deps: Deps,
): Promise<void> {
  for (const { id, config } of await readWorkspaces(deps)) {
    const alerts = await deps.call<Alert[]>("raise_alert", {
      p_workspace: id,
      p_kind: "breaker_open",
      p_message: "A model keeps failing and is left alone for a while.",
      p_detail: { provider, model },
      p_subject: `${provider}:${model}`,
    });
    for (const alert of alerts) await post(alert, config, deps);
  }
}

/** A workspace whose file this version cannot read is not answering anybody either. */
async function readWorkspaces({ call }: Deps): Promise<Stored[]> {
  const listed = await call<{ id: string; slug: string }[]>("list_workspaces", {});
  const read = await Promise.all(
    listed.map(({ slug }) =>
      call<{ id: string; config: unknown } | null>("read_workspace", { p_slug: slug }),
    ),
  );
  return read.flatMap((row) => {
    const parsed = workspaceSchema.safeParse(row?.config);
    return row && parsed.success ? [{ id: row.id, config: parsed.data }] : [];
  });
}

/** The alert stands in the console whether or not its post arrives. */
async function post(alert: Alert, { slug, alerts }: Workspace, { log, webhookHosts }: Deps): Promise<void> {
  log.warn({ workspace: slug, kind: alert.kind }, "an alert was raised");
  if (!alerts.webhookUrl) return;
  try {
    await postWebhook(alerts.webhookUrl, { workspace: slug, ...alert }, { allowedHosts: webhookHosts });
  } catch (error) {
    log.warn({ err: error, workspace: slug, kind: alert.kind }, "an alert could not be posted");
  }
}
