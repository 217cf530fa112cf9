/** Performance Insights is off for an instance, so there is nothing to read. */
export class InsightsOffError extends Error {
  constructor(resourceId: string) {
    super(`Performance Insights is off for ${resourceId}`);
    this.name = 'InsightsOffError';
  }
}
