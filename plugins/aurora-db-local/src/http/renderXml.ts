/** The names of members and list elements in a service's XML. */
export interface XmlNames {
  member(name: string, list: string | undefined): string;
  element(list: string): string;
  /** The name of the elements of a list that has no element around them. */
  flat?(list: string, parent: string | undefined): string | undefined;
}

/** The members of a structure as XML elements, without `undefined` ones. */
export function renderXml(
  structure: object,
  names: XmlNames,
  list?: string,
): string {
  let xml = '';
  for (const [name, value] of Object.entries(structure)) {
    const flat = Array.isArray(value) ? names.flat?.(name, list) : undefined;
    if (flat !== undefined && Array.isArray(value)) {
      for (const element of value) {
        xml += `<${flat}>${renderValue(element, name, names)}</${flat}>`;
      }
    } else if (value !== undefined && value !== null) {
      const tag = names.member(name, list);
      xml += `<${tag}>${renderValue(value, name, names)}</${tag}>`;
    }
  }
  return xml;
}

function renderValue(value: unknown, name: string, names: XmlNames): string {
  if (Array.isArray(value)) {
    const tag = names.element(name);
    return value
      .map(element => `<${tag}>${renderValue(element, name, names)}</${tag}>`)
      .join('');
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (value instanceof Uint8Array) {
    return Buffer.from(value).toString('base64');
  }
  if (typeof value === 'object' && value !== null) {
    return renderXml(value, names, name);
  }
  return escapeXml(String(value));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

export function escapeXml(text: string): string {
  return (
    text
      .replace(/[&<>"\r]/g, character => entities[character] ?? character)
      // XML 1.0 cannot contain these characters, not even escaped.
      .replace(/[^\P{Cc}\t\n]|[\ufffe\uffff]/gu, '\ufffd')
  );
}
