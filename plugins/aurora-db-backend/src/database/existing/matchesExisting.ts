import type { ExistingClusters } from '../../ports/EnvironmentConfig';
import type { LiveCluster } from '../../ports/ClusterReader';

/** Whether the configuration of existing clusters includes a cluster. */
export function matchesExisting(
  { all, tags, identifiers }: ExistingClusters,
  cluster: Pick<LiveCluster, 'clusterIdentifier' | 'tags'>,
): boolean {
  if (all) {
    return true;
  }
  const hasTags = Object.entries(tags ?? {}).every(([key, value]) => {
    const own = cluster.tags[key];
    return own !== undefined && matchesPattern(value, own);
  });
  const hasIdentifier =
    !identifiers ||
    identifiers.some(pattern =>
      matchesPattern(pattern.toLowerCase(), cluster.clusterIdentifier),
    );
  return hasTags && hasIdentifier && Boolean(tags ?? identifiers);
}

/** Whether a text matches a pattern, in which `*` stands for any characters. */
function matchesPattern(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const [first = ''] = parts;
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) {
    return text === pattern;
  }
  if (
    text.length < first.length + last.length ||
    !text.startsWith(first) ||
    !text.endsWith(last)
  ) {
    return false;
  }
  let rest = text.slice(first.length, text.length - last.length);
  return parts.slice(1, -1).every(part => {
    const at = rest.indexOf(part);
    rest = rest.slice(at + part.length);
    return at >= 0;
  });
}
