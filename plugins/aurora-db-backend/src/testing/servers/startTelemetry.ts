import {
  metricsServiceFactory,
  tracingServiceFactory,
} from '@backstage/backend-defaults/alpha';
import { type Attributes, metrics } from '@opentelemetry/api';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';

/** A span, and the spans that started in it. */
export interface TraceNode {
  name: string;
  attributes: Attributes;
  children: TraceNode[];
}

/** Reads on demand. */
class TestReader extends MetricReader {
  protected async onForceFlush() {}
  protected async onShutdown() {}
}

/**
 * Starts an OpenTelemetry SDK, as an operator does before the backend. Backstage's own services of
 * metrics and tracing are among the features.
 */
export function startTelemetry() {
  const reader = new TestReader();
  const meters = new MeterProvider({ readers: [reader] });
  metrics.setGlobalMeterProvider(meters);
  const exporter = new InMemorySpanExporter();
  const tracers = new NodeTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  tracers.register();
  return {
    features: [metricsServiceFactory, tracingServiceFactory],

    /** The values of a metric by attributes; of a histogram, the number of its measurements. */
    async values(name: string): Promise<Array<[Attributes, number]>> {
      const { resourceMetrics, errors } = await reader.collect();
      if (errors.length > 0) {
        throw new AggregateError(errors, 'Reading the metrics failed');
      }
      return resourceMetrics.scopeMetrics
        .flatMap(scope => scope.metrics)
        .filter(({ descriptor }) => descriptor.name === name)
        .flatMap(({ dataPoints }) =>
          dataPoints.map(({ attributes, value }): [Attributes, number] => [
            attributes,
            typeof value === 'number' ? value : value.count,
          ]),
        );
    },

    /** The spans that ended, as trees, in the order in which they started. */
    traces(): TraceNode[] {
      const spans = exporter.getFinishedSpans();
      const nodesIn = (parent: string | undefined): TraceNode[] =>
        spans
          .filter(
            ({ parentSpanContext }) => parentSpanContext?.spanId === parent,
          )
          .sort(byStart)
          .map(span => ({
            name: span.name,
            attributes: span.attributes,
            children: nodesIn(span.spanContext().spanId),
          }));
      return nodesIn(undefined);
    },

    async stop(): Promise<void> {
      metrics.disable();
      await Promise.all([meters.shutdown(), tracers.shutdown()]);
    },
  };
}

function byStart(one: ReadableSpan, other: ReadableSpan): number {
  const [seconds, nanoseconds] = one.startTime;
  const [otherSeconds, otherNanoseconds] = other.startTime;
  return seconds - otherSeconds || nanoseconds - otherNanoseconds;
}
