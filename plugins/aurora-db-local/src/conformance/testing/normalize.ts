/** Ids, times and other texts that each run makes newly, and what stands for them. */
const patterns: ReadonlyArray<[RegExp, string]> = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<uuid>'],
  [
    /\b(sgr|sg|acl|aclassoc|vpc|subnet|vpc-cidr-assoc|dopt)-[0-9a-f]{8,17}\b/g,
    '$1-<id>',
  ],
  [/\b(cluster|db|cluster-ro)-[A-Z0-9]{20,}\b/g, '$1-<id>'],
  [/(:secret:[\w/+=.@!-]+)-[A-Za-z0-9]{6}$/, '$1-<suffix>'],
  [/\b(AROA|ANPA|ASIA|AIDA)[A-Z0-9]{12,}/g, '$1<id>'],
  // moto's ids of policies.
  [/\bA[A-Z0-9]{20}\b/g, '<id without prefix>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, '<time>'],
  [/\b127\.0\.0\.[12]\b|\b[\w.-]+\.rds\.amazonaws\.com\b/g, '<host>'],
];

/** Members whose values are new in each run, or chosen at random. */
const volatile =
  /^(NextToken|Marker|NextMarker|nextToken|SessionToken|SecretAccessKey|RandomPassword|MessageId|Port|HostedZoneId|Preferred(Backup|Maintenance)Window|creationTime)$/;

/** Members that appear some time after a creation: the first backup may be there, or not yet. */
const late = /^(Earliest|Latest)RestorableTime$/;

/** A value without ids, times and secrets, so that the answers of two endpoints can be compared. */
export function normalize(value: unknown, name = ''): unknown {
  if (volatile.test(name) && value !== undefined) {
    return `<${name}>`;
  }
  if (value instanceof Date) {
    return '<time>';
  }
  if (value instanceof Uint8Array) {
    return `<${value.length} bytes>`;
  }
  if (Array.isArray(value)) {
    return value
      .map(element => normalize(element))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key, member]) => member !== undefined && !late.test(key))
        .map(([key, member]) => [normalizeText(key), normalize(member, key)])
        .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    );
  }
  return typeof value === 'string' ? normalizeText(value) : value;
}

function normalizeText(text: string): string {
  return patterns.reduce(
    (result, [pattern, replacement]) => result.replace(pattern, replacement),
    text,
  );
}
