/**
 * Performance Insights refused a request because of a metric, such as a counter that an engine
 * version does not have. The next request leaves the refused metrics out.
 */
export class MetricsRefusedError extends Error {
  constructor(
    readonly metrics: readonly string[],
    readonly answer: string,
  ) {
    super(`Performance Insights refused ${metrics.join(', ')}: ${answer}`);
    this.name = 'MetricsRefusedError';
  }
}
