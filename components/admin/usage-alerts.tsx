import type { UsageReport } from "@/lib/client/admin-usage.ts";
import { LocalTime } from "./local-time.tsx";

const names: Record<string, string> = {
  spend: "Spending",
  error_rate: "Errors",
  breaker_open: "Model left alone",
  wallet_abuse: "Spent wallet",
};

/** What the operators were told lately. */
export function UsageAlerts({ alerts }: { alerts: UsageReport["alerts"] }) {
  if (alerts.length === 0) return null;
  return (
    <section className="mt-5 max-w-[72ch] border-warn border-s-2 ps-3">
      <h2 className="font-medium">Alerts</h2>
      <ul className="mt-1 space-y-1">
        {alerts.slice(0, 5).map(({ id, kind, message, detail, createdAt }) => (
          <li key={id}>
            <span className="font-medium text-warn">{names[kind] ?? kind}.</span> {message}{" "}
            {typeof detail.model === "string" && `${detail.model}, `}
            <span className="text-13 text-ink-2">
              <LocalTime at={createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
