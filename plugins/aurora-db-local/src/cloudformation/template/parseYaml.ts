import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type YAMLMap,
} from 'yaml';
import { validationError } from '../validationError';
import type { Json } from './Json';
import { resolveYamlScalar } from './resolveYamlScalar';

const standardTags = 'tag:yaml.org,2002:';

/** Parses YAML as CloudFormation does: version 1.1, without aliases, merge keys and timestamps. */
export function parseYaml(body: string): Json {
  // The AST keeps the tags (!Sub, !GetAtt …), which a plain conversion would drop with a warning.
  const lines = new LineCounter();
  const documents = parseAllDocuments(body, {
    version: '1.1',
    schema: 'failsafe',
    logLevel: 'silent',
    lineCounter: lines,
    // The library compares each key with each other: minutes for a mapping of some 70,000.
    uniqueKeys: false,
  });
  const [document, second] = Array.from(documents);
  if (second) {
    throw validationError(
      'Template format error: YAML not well-formed. A template is a single document.',
    );
  }
  const [error] = document?.errors ?? [];
  if (error) {
    throw notWellFormed('', error.linePos?.[0]);
  }
  return toJson(document?.contents, lines);
}

function toJson(node: unknown, lines: LineCounter): Json {
  if (isAlias(node)) {
    throw validationError(
      'Template error: YAML aliases are not allowed in CloudFormation templates',
    );
  }
  if (isMap(node)) {
    return tagged(node.tag, fromMap(node, lines));
  }
  if (isSeq(node)) {
    return tagged(
      node.tag,
      node.items.map(item => toJson(item, lines)),
    );
  }
  if (isScalar(node)) {
    const text = String(node.value ?? '');
    // A tag decides the type: the argument of a short form is text.
    const isText =
      (node.type !== 'PLAIN' && node.type !== undefined) ||
      node.tag === `${standardTags}str` ||
      node.tag?.startsWith('!');
    return tagged(node.tag, isText ? text : resolveYamlScalar(text));
  }
  return null;
}

function fromMap({ items }: YAMLMap, lines: LineCounter): Json {
  const members = new Map<string, Json>();
  for (const { key, value } of items) {
    const name = String(toJson(key, lines));
    if (name === '<<') {
      throw validationError(
        'Template error: YAML merge keys (<<) are not allowed in CloudFormation templates',
      );
    }
    if (members.has(name)) {
      const start = isNode(key) ? key.range?.[0] : undefined;
      throw notWellFormed(
        ' Map keys must be unique.',
        lines.linePos(start ?? 0),
      );
    }
    members.set(name, toJson(value, lines));
  }
  return Object.fromEntries(members);
}

function notWellFormed(what: string, at?: { line: number; col: number }) {
  return validationError(
    `Template format error: YAML not well-formed.${what} (line ${at?.line ?? 1}, column ${at?.col ?? 1})`,
  );
}

/** Applies a tag: a short form of a function, or one of YAML's own. */
function tagged(tag: string | undefined, value: Json): Json {
  if (tag === undefined || tag === '!') {
    return value;
  }
  if (tag.startsWith(standardTags)) {
    const name = tag.slice(standardTags.length);
    if (['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].includes(name)) {
      return value;
    }
    throw unsupported(`!!${name}`);
  }
  if (!/^![A-Z]/.test(tag)) {
    throw unsupported(tag);
  }
  const name = tag.slice(1);
  return {
    [name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`]: value,
  };
}

function unsupported(tag: string) {
  return validationError(
    `Template format error: YAML not well-formed. The tag ${tag} is not supported.`,
  );
}
