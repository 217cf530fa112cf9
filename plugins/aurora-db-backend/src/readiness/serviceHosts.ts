import type { EnvironmentConfig } from '../ports/EnvironmentConfig';

/** The host names of services that differ from IAM's prefix. */
const names: Readonly<Record<string, string>> = { cloudwatch: 'monitoring' };

/**
 * The address at which the portal calls a service.
 *
 * @param service - as in IAM actions, e.g. `cloudwatch`
 */
export function serviceUrl(
  { region, endpoint }: Pick<EnvironmentConfig, 'region' | 'endpoint'>,
  service: string,
): string {
  if (endpoint) {
    return endpoint;
  }
  const suffix = region.startsWith('cn-')
    ? 'amazonaws.com.cn'
    : 'amazonaws.com';
  const name = names[service] ?? service;
  // IAM is global in the partition aws, and in few others.
  const place = service === 'iam' && suffix === 'amazonaws.com' ? '' : region;
  return `https://${[name, place, suffix].filter(Boolean).join('.')}/`;
}
