// Traces, if an OpenTelemetry SDK is registered in this process; otherwise nothing.

import type { Watch } from "../ports/watch.ts";
import type { RequestScopes } from "./request-scope.ts";

/** Where OpenTelemetry's API keeps what an SDK registers, for all copies of it in a process. */
const REGISTERED = Symbol.for("opentelemetry.js.api.1");

/**
 * A span around each request, named by its route and never by its path, which may contain a link. The caller's
 * trace is continued only if a trusted proxy sent it. Undefined if no SDK is registered, or `@opentelemetry/api` is
 * not installed. The attributes are those of the semantic conventions for HTTP server spans.
 */
export async function tracing(scopes: Pick<RequestScopes, "of">): Promise<Watch | undefined> {
  if (!(REGISTERED in globalThis)) return undefined;
  const api = await import("@opentelemetry/api").catch(notInstalled);
  if (api === undefined) return undefined;
  const { context, propagation, trace, SpanKind, SpanStatusCode } = api;
  const tracer = trace.getTracer("postern");
  return ({ request, route }, answer) => {
    const caller = scopes.of(request)?.fromProxy
      ? propagation.extract(context.active(), Object.fromEntries(request.headers))
      : context.active();
    const attributes = { "http.request.method": request.method, "http.route": route };
    const options = { kind: SpanKind.SERVER, attributes };
    return tracer.startActiveSpan(`${request.method} ${route}`, options, caller, async (span) => {
      const response = await answer();
      span.setAttribute("http.response.status_code", response.status);
      if (response.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
      return response;
    });
  };
}

function notInstalled(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
}
