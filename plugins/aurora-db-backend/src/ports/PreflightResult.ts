import type {
  Message,
  PreflightCheckName,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** One finding of a check before a deploy or a restore. */
export interface PreflightResult {
  check: PreflightCheckName;
  ok: boolean;
  message: Message;
}
