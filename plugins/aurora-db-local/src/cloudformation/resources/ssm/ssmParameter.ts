import { validationError } from '../../validationError';
import { tagChanges } from '../responseShapes';
import {
  pick,
  type ProvisionedResource,
  type ResourceRequest,
  type ResourceType,
} from '../ResourceType';
import { createOrAdopt, whenMissing } from '../whenMissing';

const valueProperties = [
  'AllowedPattern',
  'DataType',
  'Description',
  'Tier',
  'Type',
  'Value',
];

/** The input of PutParameter. A property that was removed becomes empty. */
function putInput({ properties, previousProperties }: ResourceRequest) {
  if (!['String', 'StringList'].includes(String(properties.Type))) {
    throw validationError(
      `#/Type: ${String(properties.Type)} is not a valid enum value. CloudFormation makes parameters of type String and StringList.`,
    );
  }
  const emptied = ['AllowedPattern', 'Description'].filter(
    name =>
      properties[name] === undefined && previousProperties[name] !== undefined,
  );
  return {
    ...pick(properties, valueProperties),
    ...Object.fromEntries(emptied.map(name => [name, ''])),
  };
}

function provisioned(
  { properties }: ResourceRequest,
  name: string,
): ProvisionedResource {
  return {
    physicalId: name,
    attributes: {
      Type: properties.Type ?? '',
      Value: properties.Value ?? '',
    },
  };
}

export const ssmParameter: ResourceType = {
  type: 'AWS::SSM::Parameter',
  service: 'ssm',
  name: { property: 'Name', maxLength: 1011 },
  createOnly: ['Name'],
  required: ['Type', 'Value'],
  properties: {
    implemented: ['Name', ...valueProperties],
    rejected: {
      'Parameters do not expire here, and send no notifications.': ['Policies'],
    },
  },
  attributes: ['Type', 'Value'],
  taggable: true,
  async exists(request) {
    // A parameter that exists from the start is not the user's, who can create it.
    const { Parameters } = await request.call('DescribeParameters', {
      ParameterFilters: [
        { Key: 'Name', Option: 'Equals', Values: [request.name] },
      ],
    });
    return Array.isArray(Parameters) && Parameters.length > 0;
  },
  async create(request) {
    const { name: Name, tags: Tags } = request;
    await createOrAdopt(
      request.call('PutParameter', { ...putInput(request), Name, Tags }),
      request.resumed,
    );
    await request.initiated(Name);
    return provisioned(request, Name);
  },
  async update(request) {
    const { physicalId: Name } = request;
    if (valueProperties.some(request.changed)) {
      await request.call('PutParameter', {
        ...putInput(request),
        Name,
        Overwrite: true,
      });
    }
    const resource = { ResourceType: 'Parameter', ResourceId: Name };
    const { add, removeKeys } = tagChanges(request.previousTags, request.tags);
    if (removeKeys.length > 0) {
      await request.call('RemoveTagsFromResource', {
        ...resource,
        TagKeys: removeKeys,
      });
    }
    if (add.length > 0) {
      await request.call('AddTagsToResource', { ...resource, Tags: add });
    }
    return provisioned(request, Name);
  },
  async delete(request) {
    await whenMissing(
      request.call('DeleteParameter', { Name: request.physicalId }),
      undefined,
    );
  },
};
