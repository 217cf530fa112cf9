/** A page of entries that are sorted by key. */
interface ListPage<T> {
  entries: T[];
  /** Beginnings of keys up to a delimiter, each for any number of entries. */
  prefixes: string[];
  /** The last key or prefix of this page if more follow. */
  next?: string;
}

/** The entries after a key, below a prefix, with those that share a next level as one. */
export function listEntries<T extends { key: string }>(
  sorted: readonly T[],
  options: {
    Prefix: string;
    Delimiter?: string;
    MaxKeys: number;
    after?: string;
  },
): ListPage<T> {
  const { Prefix, Delimiter, MaxKeys, after } = options;
  const page: ListPage<T> = { entries: [], prefixes: [] };
  let last: string | undefined;
  for (const entry of sorted) {
    if (!entry.key.startsWith(Prefix)) {
      continue;
    }
    const shared = sharedPrefix(entry.key, Prefix, Delimiter);
    const position = shared ?? entry.key;
    const isBefore =
      after !== undefined &&
      Buffer.compare(Buffer.from(position), Buffer.from(after)) <= 0;
    if (isBefore || (shared !== undefined && shared === page.prefixes.at(-1))) {
      continue;
    }
    if (page.entries.length + page.prefixes.length >= MaxKeys) {
      // As in S3, nothing follows if nothing was asked for.
      return MaxKeys === 0 ? page : { ...page, next: last };
    }
    if (shared === undefined) {
      page.entries.push(entry);
    } else {
      page.prefixes.push(shared);
    }
    last = position;
  }
  return page;
}

/** Encodes keys for XML if the caller asks for it. */
export function urlEncoded(encoding: string | undefined) {
  return <T extends string | undefined>(text: T): T | string =>
    text === undefined || encoding === undefined
      ? text
      : encodeURIComponent(text).replace(/%2F/g, '/').replace(/%20/g, '+');
}

function sharedPrefix(
  key: string,
  prefix: string,
  delimiter: string | undefined,
): string | undefined {
  if (!delimiter) {
    return undefined;
  }
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}
