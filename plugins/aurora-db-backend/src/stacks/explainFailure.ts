import type { StackProgress } from '../ports/DatabaseStackWriter';

/** Usual causes by AWS's message, the most specific first, with a way out. */
const waysOut: ReadonlyArray<
  readonly [pattern: RegExp, way: string | ((reason: string) => string)]
> = [
  [
    /already exists|AlreadyExists/,
    'A resource of that name is left over or belongs to another application: delete or rename it, or choose another name',
  ],
  [
    /service[- ]linked role/i,
    'Give the credentials of that account in aws.accounts the permission iam:CreateServiceLinkedRole for rds.amazonaws.com, or have an administrator create the role once (aws iam create-service-linked-role --aws-service-name rds.amazonaws.com)',
  ],
  [
    /not authorized|AccessDenied|Access denied|UnauthorizedOperation/i,
    explainDenial,
  ],
  [
    /token .*expired|ExpiredToken/i,
    "The credentials expired while CloudFormation was at work: let the sessions of that account's role in aws.accounts last longer, and deploy again",
  ],
  [
    /throttl|Rate exceeded|RequestLimitExceeded/i,
    'AWS was throttling: try again in a few minutes',
  ],
  [
    /^No export named/,
    "Deploy the stack that exports it, or correct the names of exports in the environment's network in app-config",
  ],
  [/in use by|dependent object/i, 'Remove what uses it first'],
  [
    /deletion protection|DeletionProtection/i,
    'Delete with disableProtection to switch deletion protection off first',
  ],
  [
    /Cannot (find version|upgrade)|engine version|EngineVersion|InvalidParameterCombination.*version/i,
    'Choose an engineVersion that the region offers, or leave it out for the newest',
  ],
  [
    /limit|quota|LimitExceeded|maximum number of|Cannot create more than/i,
    'Request a higher quota in the Service Quotas console, or delete resources that you no longer use',
  ],
  [
    /(AZ|availability zone).* coverage/i,
    "List subnets of at least two availability zones in privateSubnets of the environment's network in app-config",
  ],
  [
    /KMS|encryption key/i,
    'Check that the credentials may use the key, and that it is enabled',
  ],
  [
    /capacity/i,
    'Choose another capacity, or try again later if AWS is short of it',
  ],
  [
    /subnet|availability zone|VPC|security group/i,
    "Check the environment's network in app-config against the VPC",
  ],
  [
    /stabili[sz]e|timed out|Exceeded attempts/i,
    "Look at the cluster's events in the RDS console for what takes so long, and deploy again",
  ],
  [
    /snapshot/i,
    'Look at the snapshot in the RDS console: it must be available and its name free',
  ],
];
const lastResort =
  "Look at the stack's events in CloudFormation's console for the whole story";

/** Reasons of resources that CloudFormation cancels after another resource has failed. */
const consequence =
  /^Resource (creation|update|deletion) cancelled|^The following resource\(s\) failed/i;

/** The reason of an operation's first event: a user started it. */
const begun = /^User Initiated$/;

/**
 * Explains a failed operation: the resource that failed first, AWS's reason, and a way out.
 *
 * @param events - of this operation only, in any order
 */
export function explainFailure(
  stackName: string,
  events: readonly StackProgress[],
  statusReason?: string,
): string {
  const first = firstFailure(events);
  const ofStack = [
    statusReason,
    ...events.map(event => (event.ofStack ? event.reason : undefined)),
  ].find(said => said && !begun.test(said));
  const reason = first?.reason ?? ofStack ?? 'no reason given';
  const what = first
    ? `${first.resource} (${first.type}) of stack ${stackName} failed`
    : `Stack ${stackName} failed`;
  return `${what}: ${withoutFullStop(reason)}. ${wayOutOf(reason)}`;
}

/**
 * Returns the event of the resource that failed first and caused the other failures; undefined if
 * none failed.
 */
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

/** Returns a way out of a failure by AWS's reason. */
export function wayOutOf(reason: string): string {
  const way = waysOut.find(([pattern]) => pattern.test(reason))?.[1];
  return typeof way === 'function' ? way(reason) : (way ?? lastResort);
}

/** Names the denied action if AWS does. */
function explainDenial(reason: string): string {
  const action = /(?:perform|API): ([\w-]+:\w+)/.exec(reason)?.[1];
  return /explicit deny/i.test(reason)
    ? `A policy forbids ${action ?? 'that'} explicitly: ask the administrator who manages it, perhaps as a service control policy or permissions boundary`
    : `Give the credentials of that account in aws.accounts the ${action ? `permission ${action}` : 'missing permission'} (the README lists what is needed)`;
}

function withoutFullStop(text: string): string {
  return text.trim().replace(/\.$/, '');
}
