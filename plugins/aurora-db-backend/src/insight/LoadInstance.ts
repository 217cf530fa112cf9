import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { AwsBackoff } from '../readings/AwsBackoff';
import type { CallBudget } from './CallBudget';
import { type LoadPart, valueNameOf } from './loadParts';
import type { PartQueue } from './PartQueue';

/** An instance whose load users view. */
export interface LoadInstance {
  /** The same on all replicas. */
  key: string;
  environment: EnvironmentConfig;
  resourceId: string;
  budget: CallBudget;
  queue: PartQueue;
  pause: AwsBackoff;
  /** Why the last attempt to read a value failed, by its name. */
  failures: Map<string, Error>;
  /** Names of the values that are being read. */
  running: Set<string>;
  turn?: Promise<void>;
}

/** Names an instance, the same on all replicas. Environments in the same account share it. */
export function instanceKey(
  { accountId, region, endpoint }: EnvironmentConfig,
  resourceId: string,
): string {
  return JSON.stringify(['insight', accountId, region, endpoint, resourceId]);
}

/** Names what was read of an instance. */
export function entryKey({ key }: LoadInstance, part: LoadPart): string {
  return `${key} ${valueNameOf(part)}`;
}
