import { mockServices } from '@backstage/backend-test-utils';

/**
 * The services through which the backend tells others something: auditor, events and logger.
 *
 * @param note - gets everything that the backend writes
 */
export function notedServices(note: (...said: unknown[]) => void) {
  return [
    mockServices.auditor.mock({
      createEvent: async ({ request, ...event }) => {
        // What Backstage's auditor writes of a request.
        note(event, request?.originalUrl);
        return {
          success: async more => note(more),
          fail: async more => note(more),
        };
      },
    }).factory,
    mockServices.events.mock({
      subscribe: async () => {},
      publish: async event => note(event),
    }).factory,
    mockServices.logger.mock({
      debug: note,
      info: note,
      warn: note,
      error: note,
    }).factory,
  ];
}
