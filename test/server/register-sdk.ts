// What an operator loads with `--import` to have traces: here, into a file, one line for each span.

import { propagation, trace, type TextMapPropagator } from "@opentelemetry/api";
import {
  BasicTracerProvider,
  SimpleSpanProcessor,
  type SpanExporter,
} from "@opentelemetry/sdk-trace-base";
import { appendFileSync } from "node:fs";

const exporter: SpanExporter = {
  export(spans, done) {
    for (const { name, kind, attributes, status, parentSpanContext } of spans) {
      const line = {
        name,
        kind,
        attributes,
        status: status.code,
        caller: parentSpanContext?.traceId ?? null,
      };
      appendFileSync("spans.jsonl", `${JSON.stringify(line)}\n`);
    }
    done({ code: 0 });
  },
  shutdown: async () => undefined,
};

/** W3C Trace Context, as far as this test sends it. */
const traceparent: TextMapPropagator = {
  inject: () => undefined,
  fields: () => ["traceparent"],
  extract(context, carrier, getter) {
    const [, traceId, spanId] = String(getter.get(carrier, "traceparent") ?? "").split("-");
    if (traceId === undefined || spanId === undefined) return context;
    return trace.setSpanContext(context, { traceId, spanId, traceFlags: 1, isRemote: true });
  },
};

trace.setGlobalTracerProvider(
  new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
);
propagation.setGlobalPropagator(traceparent);
