import {
  createMessage,
  type Message,
  type MessageCode,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { StackProgress } from '../ports/DatabaseStackWriter';

/** Usual causes by AWS's message, the most specific first, with a way out. */
const waysOut: ReadonlyArray<
  readonly [pattern: RegExp, way: MessageCode | ((reason: string) => Message)]
> = [
  [/already exists|AlreadyExists/, 'wayOut.leftover'],
  [/service[- ]linked role/i, 'wayOut.serviceLinkedRole'],
  [
    /not authorized|AccessDenied|Access denied|UnauthorizedOperation/i,
    explainDenial,
  ],
  [/token .*expired|ExpiredToken/i, 'wayOut.expired'],
  [/throttl|Rate exceeded|RequestLimitExceeded/i, 'wayOut.throttled'],
  [/^No export named/, 'wayOut.export'],
  [/in use by|dependent object/i, 'wayOut.inUse'],
  [/deletion protection|DeletionProtection/i, 'wayOut.protection'],
  [
    /Cannot (find version|upgrade)|engine version|EngineVersion|InvalidParameterCombination.*version/i,
    'wayOut.engineVersion',
  ],
  [
    /limit|quota|LimitExceeded|maximum number of|Cannot create more than/i,
    'wayOut.quota',
  ],
  [/(AZ|availability zone).* coverage/i, 'wayOut.zones'],
  [/KMS|encryption key/i, 'wayOut.key'],
  [/capacity/i, 'wayOut.capacity'],
  [/subnet|availability zone|VPC|security group/i, 'wayOut.network'],
  [/stabili[sz]e|timed out|Exceeded attempts/i, 'wayOut.slow'],
  [/snapshot/i, 'wayOut.snapshot'],
];

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
): Message {
  const first = firstFailure(events);
  const ofStack = [
    statusReason,
    ...events.map(event => (event.ofStack ? event.reason : undefined)),
  ].find(text => text && !begun.test(text));
  const said = first?.reason ?? ofStack;
  const params = {
    stackName,
    reason:
      said === undefined
        ? createMessage('failure.noReason')
        : withoutFullStop(said),
    wayOut: wayOutOf(said ?? ''),
  };
  return first
    ? createMessage('failure.resource', {
        resource: first.resource,
        type: first.type,
        ...params,
      })
    : createMessage('failure.stack', params);
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
export function wayOutOf(reason: string): Message {
  const way =
    waysOut.find(([pattern]) => pattern.test(reason))?.[1] ?? 'wayOut.events';
  return typeof way === 'function' ? way(reason) : createMessage(way);
}

/** Names the denied action if AWS does. */
function explainDenial(reason: string): Message {
  const action = /(?:perform|API): ([\w-]+:\w+)/.exec(reason)?.[1];
  const isExplicit = /explicit deny/i.test(reason);
  if (action === undefined) {
    return createMessage(
      isExplicit ? 'wayOut.deniedUnnamed' : 'wayOut.permissionUnnamed',
    );
  }
  return createMessage(isExplicit ? 'wayOut.denied' : 'wayOut.permission', {
    action,
  });
}

function withoutFullStop(text: string): string {
  return text.trim().replace(/\.$/, '');
}
