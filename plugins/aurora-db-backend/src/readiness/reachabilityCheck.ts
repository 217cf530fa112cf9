import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { messagesOf } from '../ports/errors/userErrors';
import { commandRemedy } from './commandRemedy';
import type { CallOutcome } from './HarmlessCalls';
import {
  unknownFinding,
  type ReadinessCheck,
  type ReadinessFinding,
} from './ReadinessCheck';
import { serviceUrl } from './serviceHosts';

/**
 * Whether each service that the portal calls gives an answer. A refusal is an answer too.
 *
 * @param limitMs - the longest wait for an answer, in milliseconds; for messages
 */
export function reachabilityCheck(limitMs: number): ReadinessCheck {
  return {
    name: 'reachability',

    async run({ environment, calls }) {
      const byService = new Map(
        calls.actions
          .toReversed()
          .map(action => [serviceOf(action), action] as const),
      );
      const findings = await Promise.all(
        [...byService]
          .toReversed()
          .map(async ([service, action]) =>
            findingOf(environment, service, await calls.try(action), limitMs),
          ),
      );
      // With an endpoint, all services have one host. Reasons differ, because they name the call.
      const keys = findings.map(
        ({ ok, message }) => `${ok} ${message?.params?.host ?? message?.text}`,
      );
      return findings.filter(
        (_, index) => keys.indexOf(keys[index] ?? '') === index,
      );
    },
  };
}

function findingOf(
  environment: EnvironmentConfig,
  service: string,
  outcome: CallOutcome,
  limitMs: number,
): ReadinessFinding {
  const url = serviceUrl(environment, service);
  const { host } = new URL(url);
  const remedy = commandRemedy('curl', '-sv', '--max-time', '10', url);
  if (outcome === 'late') {
    const seconds = limitMs / 1_000;
    const message = createMessage('readiness.noAnswer', { host, seconds });
    return { ok: false, message, remedy };
  }
  const reached = {
    ok: true,
    message: createMessage('readiness.reached', { host }),
  };
  if (
    outcome === 'answered' ||
    !(outcome.error instanceof AwsUnavailableError)
  ) {
    return reached;
  }
  switch (outcome.error.reason) {
    case 'unreachable':
      return {
        ok: false,
        message: createMessage('readiness.unreachable', {
          host,
          reason: messagesOf(outcome.error),
        }),
        remedy,
      };
    // Perhaps the credentials come from elsewhere, and this service was not called.
    case 'credentials':
    case 'failing':
      return unknownFinding(environment, outcome.error);
    default:
      return reached;
  }
}

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(':'));
}
