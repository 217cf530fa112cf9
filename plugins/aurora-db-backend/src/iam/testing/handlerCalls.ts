import { examplePlace } from '../IamPlace';
import type { IamRequest, IamRequestResource } from './isAllowed';
import { settingOurTags } from './ourTags';
import type { TemplateResource } from './templateResources';

const { accountId, region } = examplePlace;

/** The inputs for the calls of a resource. */
interface HandlerContext {
  resource: TemplateResource;
  stackName: string;
  /** The id that CloudFormation generates for it. */
  id(maxLength: number): string;
  /** The same id as RDS stores it. */
  spelling(id: string): string;
  siblings: Record<
    'subnetGroups' | 'parameterGroups' | 'clusters',
    IamRequestResource[]
  >;
}

/** The calls that change something, by resource type. */
export type HandlerCalls = Record<
  string,
  ((context: HandlerContext) => IamRequest[]) | undefined
>;

/** A call that sets the stack's tags, such as a creation. */
export const creates = (
  action: string,
  ...resources: IamRequestResource[]
): IamRequest => ({ action, resources, context: settingOurTags });

/** A call that sets no tags. */
export const calls = (
  action: string,
  ...resources: IamRequestResource[]
): IamRequest => ({ action, resources });

/** An ARN in the region and account of the example. */
export const arnOf = (service: string, resource: string) =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;

/** An ARN of IAM, which has no region. */
export const iamArnOf = (resource: string) =>
  `arn:aws:iam::${accountId}:${resource}`;
