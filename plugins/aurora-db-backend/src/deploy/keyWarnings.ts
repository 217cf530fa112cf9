import {
  createMessage,
  type DatabaseNames,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';

/**
 * Returns a warning if an existing cluster has another key than its environment.
 *
 * @param live - the key of the cluster; undefined: the key that AWS manages
 */
export function keyWarnings(
  { base }: DatabaseNames,
  live: string | undefined,
  { kmsKeyArn }: Pick<EnvironmentConfig, 'kmsKeyArn'>,
): Message[] {
  if (!kmsKeyArn || kmsKeyArn === live) {
    return [];
  }
  return [
    createMessage('plan.keySticky', {
      database: base,
      live: live ?? createMessage('plan.keyOfAws'),
      wanted: kmsKeyArn,
    }),
  ];
}
