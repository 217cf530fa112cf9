const partitions = ['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', '*'];

/** What IAM says about a resource of a policy; undefined if it is an ARN or `*`. */
export function findResourceProblem(resource: string): string | undefined {
  if (resource === '*') {
    return undefined;
  }
  const [scheme, partition = '', service, ...rest] = resource.split(':');
  if (service === undefined && partition === '') {
    return `Resource ${resource} must be in ARN format or "*".`;
  }
  if (scheme !== 'arn' || !partitions.includes(partition)) {
    const [region = '*', account = '*', ...id] = rest;
    return `Partition "${partition}" is not valid for resource "arn:${partition}:${service || '*'}:${region}:${account}:${id.join(':') || '*'}".`;
  }
  if (service === undefined) {
    return `Resource vendor must be fully qualified and cannot contain regexes. (${resource})`;
  }
  // IAM takes a shorter ARN if no part of it is empty.
  const isComplete = rest.length >= 3 || !resource.includes('::');
  return isComplete
    ? undefined
    : `The policy failed legacy parsing (${resource} has fewer than six parts)`;
}
