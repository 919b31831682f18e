import type { Context, Span } from "@opentelemetry/api";
import { type OpenSpan, setTracer, type Tracer } from "../tracing.ts";

/**
 * Sends traces to an OpenTelemetry collector over HTTP (OTLP); nothing of it is loaded where no address is set.
 * `endpoint` is the collector's, without `/v1/traces`; headers come from OTEL_EXPORTER_OTLP_HEADERS, as the exporter
 * reads them itself. `close` sends what is left.
 */
export async function startTelemetry(endpoint: string | undefined): Promise<{ close(): Promise<void> }> {
  if (!endpoint) return { close: async () => undefined };
  const [api, { BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import("@opentelemetry/api"),
      import("@opentelemetry/sdk-trace"),
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("@opentelemetry/resources"),
    ]);
  const url = `${endpoint.replace(/\/+$/, "")}/v1/traces`;
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": "bevgenie" }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) })],
  });
  setTracer(tracerOf(provider.getTracer("bevgenie"), api));
  return {
    async close() {
      setTracer(null);
      await provider.shutdown();
    },
  };
}

type Api = typeof import("@opentelemetry/api");

function tracerOf(
  tracer: ReturnType<InstanceType<typeof import("@opentelemetry/sdk-trace").TracerProvider>["getTracer"]>,
  { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace }: Api,
): Tracer {
  const kinds = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT, server: SpanKind.SERVER };

  const start: Tracer["start"] = ({ name, kind, attributes, startedAt }, parent) => {
    const context = (parent as Context | undefined) ?? ROOT_CONTEXT;
    const options = {
      kind: kinds[kind],
      attributes,
      ...(startedAt !== undefined && { startTime: startedAt }),
    };
    const span = tracer.startSpan(name, options, context);
    return openSpan(span, trace.setSpan(context, span));
  };

  function openSpan(span: Span, context: Context): OpenSpan {
    return {
      trace: context,
      set: (attributes) => span.setAttributes(attributes),
      end(error) {
        if (error !== undefined) fail(span, error);
        span.end();
      },
    };
  }

  function fail(span: Span, error: string): void {
    span.setAttribute("error.type", error);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }

  return {
    start,
    finish({ endedAt, error, ...begun }, parent) {
      const context = (parent as Context | undefined) ?? ROOT_CONTEXT;
      const span = tracer.startSpan(
        begun.name,
        { kind: kinds[begun.kind], attributes: begun.attributes, startTime: begun.startedAt },
        context,
      );
      if (error !== null) fail(span, error);
      span.end(endedAt);
    },
  };
}
