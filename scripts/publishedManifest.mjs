const kinds = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
];

/**
 * The package.json that npm delivers, from the one that Backstage's CLI writes.
 *
 * @param {Record<string, unknown>} manifest
 * @param {Record<string, string>} versions of the workspace's packages, by name
 */
export function publishedManifest(manifest, versions) {
  const published = { ...manifest };
  for (const kind of kinds) {
    if (manifest[kind]) {
      published[kind] = mapValues(manifest[kind], (range, name) =>
        range.startsWith('workspace:')
          ? publishedRange(range.replace('workspace:', ''), versions[name])
          : range,
      );
    }
  }
  if (manifest.exports) {
    published.exports = mapValues(manifest.exports, inOrderOfConditions);
  }
  return published;
}

/** npm doesn't know the ranges of a workspace. */
const publishedRange = (range, version) =>
  ['^', '~'].includes(range)
    ? `${range}${version}`
    : range.replace(/^\*$/, version);

/**
 * TypeScript and Node take the first condition that applies, so types come first. The CLI's ES
 * modules are for bundlers: Node reads their extension as CommonJS, and gets CommonJS.
 */
function inOrderOfConditions(entry) {
  if (typeof entry === 'string') {
    return entry;
  }
  const { backstage, types, ...formats } = entry;
  return {
    ...(types && { types }),
    ...(backstage && { backstage }),
    ...(formats.import && formats.require && { node: formats.require }),
    ...formats,
  };
}

const mapValues = (object, map) =>
  Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, map(value, key)]),
  );
