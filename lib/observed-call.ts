import type { Call } from "./db/call.ts";
import { metrics } from "./metrics.ts";
import { spanOf } from "./tracing.ts";

/** The door to the database, counted and timed; a span for each call where traces are sent. */
export function observedCall(call: Call): Call {
  return (name, args) => {
    const startedAt = performance.now();
    const ended = (outcome: "ok" | "failed") =>
      metrics().databaseCalled({ name, outcome, ms: performance.now() - startedAt });
    const attributes = {
      "db.system.name": "postgresql",
      "db.operation.name": name,
      "db.query.summary": `select ${name}`,
    };
    const answer = spanOf({ name: `db ${name}`, kind: "client", attributes }, () => call<never>(name, args));
    answer.then(
      () => ended("ok"),
      () => ended("failed"),
    );
    return answer;
  };
}
