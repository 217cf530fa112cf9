import { XMLParser } from 'fast-xml-parser';
import { AwsError } from '../../service/AwsService';
import { escapeXml, renderXml, type XmlNames } from '../renderXml';

/** Lists whose elements have no element around them, with the name of the elements. */
const flatLists: Readonly<Record<string, string>> = {
  ChecksumAlgorithm: 'ChecksumAlgorithm',
  CommonPrefixes: 'CommonPrefixes',
  Contents: 'Contents',
  DeleteMarkers: 'DeleteMarker',
  Deleted: 'Deleted',
  EncryptionType: 'EncryptionType',
  Errors: 'Error',
  NoncurrentVersionTransitions: 'NoncurrentVersionTransition',
  Objects: 'Object',
  Parts: 'Part',
  Rules: 'Rule',
  Transitions: 'Transition',
  Uploads: 'Upload',
  Versions: 'Version',
};

/** Lists with an element around them. `Tags` of a filter's `And` has none. */
const wrappedLists: Readonly<Record<string, string>> = {
  Buckets: 'Bucket',
  TagSet: 'Tag',
  Tags: 'Tag',
};

/** Elements with members. One without any, such as `<Filter/>`, is no empty text. */
const structures = new Set([
  'AbortIncompleteMultipartUpload',
  'And',
  'ApplyServerSideEncryptionByDefault',
  'Expiration',
  'Filter',
  'NoncurrentVersionExpiration',
]);

const listOfElement = new Map(
  Object.entries(flatLists).map(([list, element]) => [element, list]),
);

const xmlNames: XmlNames = {
  member: name => (name === 'MFADelete' ? 'MfaDelete' : name),
  element: list => wrappedLists[list] ?? 'member',
  flat: (list, parent) =>
    flatLists[list] ??
    (list === 'Tags' && parent === 'And' ? 'Tag' : undefined),
};

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** An XML document of S3. A result that is a text becomes the content of the root element. */
export function renderS3Xml(root: string, result: unknown): string {
  const content =
    typeof result === 'object' && result !== null
      ? renderXml(result, xmlNames)
      : escapeXml(String(result ?? ''));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">${content}</${root}>`;
}

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
  ignoreDeclaration: true,
});

/** The content of the root element, with lists as arrays. Values are texts. */
export function parseS3Xml(text: string): unknown {
  if (text.trim() === '') {
    return undefined;
  }
  let document: unknown;
  try {
    document = parser.parse(text, true);
  } catch {
    throw malformedXml();
  }
  const [root, ...others] = isObject(document)
    ? Object.values(document).filter(value => typeof value !== 'string')
    : [];
  if (others.length > 0) {
    throw malformedXml();
  }
  return root === undefined ? {} : toInput(root, '');
}

function toInput(value: unknown, parent: string): unknown {
  if (!isObject(value)) {
    return value === '' && structures.has(parent) ? {} : value;
  }
  const entries = Object.entries(value).filter(([name]) => name !== '#text');
  if (entries.length === 0 && parent !== '') {
    const text = value['#text'];
    return typeof text === 'string' &&
      !(structures.has(parent) && text.trim() === '')
      ? text.trim()
      : {};
  }
  return Object.fromEntries(
    entries.map(([name, member]): [string, unknown] => {
      const list =
        name === 'Tag' && parent === 'And' ? 'Tags' : listOfElement.get(name);
      if (list !== undefined) {
        return [list, [member].flat().map(one => toInput(one, name))];
      }
      const element = wrappedLists[name];
      if (element !== undefined) {
        const elements = isObject(member) ? (member[element] ?? []) : [];
        return [name, [elements].flat().map(one => toInput(one, element))];
      }
      return [name === 'MfaDelete' ? 'MFADelete' : name, toInput(member, name)];
    }),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformedXml(): AwsError {
  return new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}
