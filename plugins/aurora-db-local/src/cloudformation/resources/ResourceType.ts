import type { RequestContext } from '../../service/AwsService';
import type { Tag } from '../StackRecord';
import type { Json, JsonObject } from '../template/parseTemplate';
import type { PropertyHandling } from './PropertyHandling';

/** How a template sets a type's physical name, or how CloudFormation generates it. */
export interface PhysicalName {
  property: string;
  maxLength: number;
  /** RDS stores names in lower case. */
  lowerCase?: boolean;
}

/** The request to a handler. */
export interface ResourceRequest {
  logicalId: string;
  stackName: string;
  stackId: string;
  /** The name from the template, or a generated one. Empty if the type has no names. */
  name: string;
  /** Empty until the service has answered the create call. */
  physicalId: string;
  /** Final values with secrets. Never log or store them. */
  properties: JsonObject;
  /** In an update: the previous properties, with unresolved dynamic references. Otherwise empty. */
  previousProperties: JsonObject;
  /** Whether the template's value differs from before. A changed secret does not count. */
  changed(property: string): boolean;
  /** Stack tags, own tags and CloudFormation's system tags. */
  tags: Tag[];
  previousTags: Tag[];
  /** The same for every repetition of a step. */
  token: string;
  /** A previous attempt at this step may have made the resource: adopt it. */
  resumed: boolean;
  /** Aborted after another resource has failed. Ends waits. */
  signal: AbortSignal;
  context: RequestContext;
  /** Calls an operation of the type's service. */
  call(
    operation: string,
    input: Record<string, unknown>,
  ): Promise<Record<string, unknown>>;
  callService(
    service: string,
    operation: string,
    input: Record<string, unknown>,
  ): Promise<Record<string, unknown>>;
  /** Call it as soon as the physical id is known, before waiting for the resource. */
  initiated(physicalId: string): Promise<void>;
}

export interface ProvisionedResource {
  physicalId: string;
  /** All attributes of Fn::GetAtt. */
  attributes: JsonObject;
}

/**
 * A resource type: facts from its published CloudFormation schema, and the calls that create,
 * update and delete it. A restart may repeat each step, so each step finds what it made before and
 * continues from there.
 */
export interface ResourceType {
  type: string;
  /** Signing name of the type's service. */
  service: string;
  name?: PhysicalName;
  /** `createOnlyProperties` of the schema: a change replaces the resource. */
  createOnly: readonly string[];
  /**
   * `conditionalCreateOnlyProperties`: only the execution shows whether a change replaces the
   * resource.
   */
  conditional?: readonly string[];
  /**
   * Those of `conditional` that the service cannot change in place, so that the execution replaces
   * the resource.
   */
  notUpdatable?: readonly string[];
  required?: readonly string[];
  /** Every property of the schema, `Tags` of a taggable type excepted. */
  properties: PropertyHandling;
  /** Names for Fn::GetAtt. */
  attributes: readonly string[];
  /** Whether CloudFormation passes the stack's tags on. */
  taggable: boolean;
  /** Whether DeletionPolicy Snapshot takes a final snapshot. */
  snapshots?: boolean;
  /** Whether the name is taken. Called before the first attempt at a name from a template. */
  exists?(request: ResourceRequest): Promise<boolean>;
  /**
   * The create call would take over an existing resource of the same name, so CloudFormation
   * refuses it.
   */
  takesOver?: boolean;
  create(request: ResourceRequest): Promise<ProvisionedResource>;
  update(request: ResourceRequest): Promise<ProvisionedResource>;
  /** Succeeds if the resource is already gone. */
  delete(
    request: ResourceRequest,
    options: { finalSnapshot: boolean },
  ): Promise<void>;
}

/** Properties for the API, without the template's tags and with the given ones. */
export function pick(
  properties: JsonObject,
  names: readonly string[],
): Record<string, Json> {
  return Object.fromEntries(
    names.flatMap(name => {
      const value = properties[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
