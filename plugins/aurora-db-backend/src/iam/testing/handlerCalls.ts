import { examplePlace } from '../IamPlace';
import type { IamRequest, IamRequestResource } from './isAllowed';
import { settingOurTags } from './ourTags';
import type { TemplateResource } from './templateResources';

const { accountId, region } = examplePlace;

/** What the calls for a resource follow from. */
interface HandlerContext {
  resource: TemplateResource;
  stackName: string;
  /** The id that CloudFormation makes up for it. */
  id(maxLength: number): string;
  /** How RDS spells such an id. */
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

/** A call with the stack's tags, as creations are. */
export const creates = (
  action: string,
  ...resources: IamRequestResource[]
): IamRequest => ({ action, resources, context: settingOurTags });

/** Any other call. */
export const calls = (
  action: string,
  ...resources: IamRequestResource[]
): IamRequest => ({ action, resources });

/** An ARN in the place of the example. */
export const arnOf = (service: string, resource: string) =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;

/** An ARN of IAM, which has no regions. */
export const iamArnOf = (resource: string) =>
  `arn:aws:iam::${accountId}:${resource}`;
