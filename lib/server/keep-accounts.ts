import type { Logger } from "pino";
import { sendDueAlerts } from "../alerts/send-alerts.ts";
import type { Call } from "../db/call.ts";
import { releaseReservations } from "./prepare-database.ts";

const everyMs = 60_000;

/**
 * Once a minute: gives back what died with another instance, and tells the operators what they asked to be told.
 * What fails is logged and tried again a minute later. Returns a way to end it.
 */
export function keepAccounts(deps: { call: Call; log: Logger; webhookHosts: string[] }): () => void {
  let isBusy = false;
  const timer = setInterval(async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      await releaseReservations(deps.call, { leaving: "what may still run" });
      await sendDueAlerts(deps);
    } catch (error) {
      deps.log.warn({ err: error }, "the accounts could not be looked through");
    }
    isBusy = false;
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
