import {
  createMessage,
  type Readiness,
  type ReadinessCheckName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { messagesOf } from '../ports/errors/userErrors';
import type { HarmlessCalls } from './HarmlessCalls';
import { permissionRemedy } from './permissionRemedy';
import type { NetworkReading } from './readNetwork';

/** A result of a check. */
export type ReadinessFinding = Omit<Readiness['items'][number], 'check'>;

/** What the checks of one request share. */
export interface ReadinessSubject {
  environment: EnvironmentConfig;
  /** ARN of the portal's identity; absent if STS gives no answer. */
  principalArn?: string;
  calls: HarmlessCalls;
  /** Read once, because three checks need it. */
  network(): Promise<NetworkReading>;
}

/** A check of an environment. It changes nothing in AWS. */
export interface ReadinessCheck {
  name: ReadinessCheckName;
  /**
   * Returns all findings, good and bad, or none if the check does not apply to the environment.
   * Errors of AWS become findings that are neither.
   */
  run(subject: ReadinessSubject): Promise<ReadinessFinding[]>;
}

/** The finding of a check that AWS did not let finish. */
export function unknownFinding(
  environment: EnvironmentConfig,
  error: unknown,
): ReadinessFinding {
  const message = createMessage('readiness.unknown', {
    reason: messagesOf(error),
  });
  const action =
    error instanceof AwsUnavailableError && error.reason === 'access-denied'
      ? error.messages[0]?.params?.action
      : undefined;
  const remedy = action && permissionRemedy(environment, String(action));
  return { ok: null, message, ...(remedy && { remedy }) };
}
