import type { StackProgress } from './DatabaseStackWriter';

/** Usual causes by what AWS says, and the way out. */
const waysOut: ReadonlyArray<readonly [pattern: RegExp, way: string]> = [
  [
    /already exists|AlreadyExists/,
    'Something of that name is left over or belongs to somebody else: delete or rename it, or choose another name',
  ],
  [
    /not authorized|AccessDenied|Access denied|UnauthorizedOperation/i,
    'Give the credentials of that account in aws.accounts the missing permission (the README lists what is needed)',
  ],
  [
    /deletion protection|DeletionProtection/i,
    'Delete with disableProtection to switch deletion protection off first',
  ],
  [
    /Cannot find version|engine version|InvalidParameterCombination.*version/i,
    'Choose an engineVersion that the region offers, or leave it out for the newest',
  ],
  [
    /limit|quota|LimitExceeded/i,
    'Ask AWS for a higher quota in the Service Quotas console, or delete what is no longer used',
  ],
  [
    /subnet|availability zone|VPC|security group/i,
    "Check the environment's network in app-config against the VPC",
  ],
  [
    /KMS|encryption key/i,
    'Check that the credentials may use the key, and that it is enabled',
  ],
  [
    /capacity/i,
    'Choose another capacity, or try again later if AWS is short of it',
  ],
  [/throttl|Rate exceeded/i, 'AWS was throttling: try again in a few minutes'],
  [
    /snapshot/i,
    'Look at the snapshot in the RDS console: it must be available and its name free',
  ],
];
const lastResort =
  "Look at the stack's events in CloudFormation's console for the whole story";

/** CloudFormation gives up the rest when one resource fails, which is never the cause. */
const consequence =
  /^Resource (creation|update|deletion) cancelled|^The following resource\(s\) failed/i;

/**
 * What went wrong in an operation: the resource that failed first, AWS's reason, and a way out.
 *
 * @param events - of this operation alone, in any order
 */
export function explainFailure(
  stackName: string,
  events: readonly StackProgress[],
  statusReason?: string,
): string {
  const first = firstFailure(events);
  const ofStack = events.find(event => event.ofStack && event.reason)?.reason;
  const reason = first?.reason ?? statusReason ?? ofStack ?? 'no reason given';
  const what = first
    ? `${first.resource} (${first.type}) of stack ${stackName} failed`
    : `Stack ${stackName} failed`;
  return `${what}: ${withoutFullStop(reason)}. ${wayOutOf(reason)}`;
}

/** The resource that failed first, which is the cause of all the rest; undefined where none did. */
export function firstFailure(
  events: readonly StackProgress[],
): StackProgress | undefined {
  return events
    .filter(
      event =>
        !event.ofStack &&
        event.status.endsWith('_FAILED') &&
        !consequence.test(event.reason ?? ''),
    )
    .sort((one, other) => one.at.getTime() - other.at.getTime())[0];
}

/** A way out of what AWS says is wrong. */
export function wayOutOf(reason: string): string {
  return waysOut.find(([pattern]) => pattern.test(reason))?.[1] ?? lastResort;
}

function withoutFullStop(text: string): string {
  return text.trim().replace(/\.$/, '');
}
