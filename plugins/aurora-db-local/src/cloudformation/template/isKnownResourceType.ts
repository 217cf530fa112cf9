import { resourceTypes } from '../resources/resourceTypes';
import { publishedResourceTypes } from './publishedResourceTypes';

const published = new Set(
  Object.entries(publishedResourceTypes).flatMap(([service, names]) =>
    names.split(' ').map(name => `${service}::${name}`),
  ),
);

/** Types of other organizations, with a module's suffix or without. */
const thirdParty = /^(?!AWS::)\w{2,64}::\w{2,64}::\w{2,64}(::MODULE)?$/;
const customResource = /^Custom::[\w@-]{1,60}$/;

/**
 * Whether CloudFormation knows a resource type. A resource with any such type may be in a template
 * if its condition is false.
 */
export function isKnownResourceType(type: string): boolean {
  return (
    resourceTypes.has(type) ||
    published.has(type) ||
    customResource.test(type) ||
    thirdParty.test(type)
  );
}
