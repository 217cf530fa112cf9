import type { RequestContext } from '../../service';
import type { Tag } from '../StackRecord';
import type { Json, JsonObject } from '../template/parseTemplate';

/** How a type's physical name is given by its template, or made by CloudFormation where it isn't. */
export interface PhysicalName {
  property: string;
  maxLength: number;
  /** RDS keeps names in small letters. */
  lowerCase?: boolean;
}

/** What a handler is asked to do, and with which means. */
export interface ResourceRequest {
  logicalId: string;
  stackName: string;
  stackId: string;
  /** The name from the template or a generated one; empty where the type has none. */
  name: string;
  /** Empty while it is created and the service hasn't answered. */
  physicalId: string;
  /** Final values, secrets included: never log, never store. */
  properties: JsonObject;
  /** Of an update: what the resource has had so far (dynamic references unresolved). Empty otherwise. */
  previousProperties: JsonObject;
  /** Stack tags, own tags and CloudFormation's system tags. */
  /** Whether the template's value is another than before; a resolved secret alone can't tell. */
  changed(property: string): boolean;
  tags: Tag[];
  previousTags: Tag[];
  /** The same each time that one step is repeated. */
  token: string;
  /** A previous attempt at this step may have got somewhere: adopt what it made. */
  resumed: boolean;
  /** Aborted when another resource has failed: stop waiting. */
  signal: AbortSignal;
  context: RequestContext;
  /** Calls an operation of the type's own service. */
  call(
    operation: string,
    input: Record<string, unknown>,
  ): Promise<Record<string, unknown>>;
  callService(
    service: string,
    operation: string,
    input: Record<string, unknown>,
  ): Promise<Record<string, unknown>>;
  /** To be awaited as soon as the physical id is certain; only then does waiting for the resource begin. */
  initiated(physicalId: string): Promise<void>;
}

export interface ProvisionedResource {
  physicalId: string;
  /** Everything that Fn::GetAtt can give. */
  attributes: JsonObject;
}

/**
 * A resource type: facts from its published CloudFormation schema, and the calls that make, change and delete it.
 * Each step may be repeated after a restart, so it finds what it made before and goes on from there.
 */
export interface ResourceType {
  type: string;
  /** Signing name of the service that has it. */
  service: string;
  name?: PhysicalName;
  /** `createOnlyProperties` of the schema: a change of one replaces the resource. */
  createOnly: readonly string[];
  /** `conditionalCreateOnlyProperties`: whether a change replaces the resource, only the execution finds out. */
  conditional?: readonly string[];
  /** Those of `conditional` that the service can't change in place, so that the execution replaces. */
  notUpdatable?: readonly string[];
  required?: readonly string[];
  /** Names for Fn::GetAtt. */
  attributes: readonly string[];
  /** CloudFormation passes the stack's tags on. */
  taggable: boolean;
  /** DeletionPolicy Snapshot takes a final snapshot. */
  snapshots?: boolean;
  /** Whether something has the name already; asked before the first attempt at a name from a template. */
  exists?(request: ResourceRequest): Promise<boolean>;
  /** Its create call would quietly take over what has the name already, so CloudFormation refuses by itself. */
  takesOver?: boolean;
  create(request: ResourceRequest): Promise<ProvisionedResource>;
  update(request: ResourceRequest): Promise<ProvisionedResource>;
  /** Does nothing where the resource is gone already. */
  delete(
    request: ResourceRequest,
    options: { finalSnapshot: boolean },
  ): Promise<void>;
}

/** Properties for the API: without the template's tags, with the given ones. */
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
