import { invalidArgument } from './s3Errors';

/** The source of a copy: `<bucket>/<key>?versionId=<id>`, URL-encoded, perhaps with a first slash. */
export function parseCopySource(source: string): {
  bucket: string;
  key: string;
  versionId?: string;
} {
  const [, encoded = '', versionId] =
    /^\/?(.*?)(?:\?versionId=(.+))?$/s.exec(source) ?? [];
  try {
    const path = decodeURIComponent(encoded);
    const slash = path.indexOf('/');
    return {
      bucket: path.slice(0, slash),
      key: path.slice(slash + 1),
      versionId,
    };
  } catch {
    throw invalidArgument(`Invalid copy source encoding: ${source}`);
  }
}
