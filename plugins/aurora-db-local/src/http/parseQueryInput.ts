interface Node {
  text?: string;
  children?: Map<string, Node>;
}

/**
 * Parses the input of the query protocols. `A.B=1` is a structure. `A.1=…`, `A.member.1=…` and
 * `A.Filter.1=…` are lists; the last two name their elements, which the ec2 protocol does not. An
 * empty list arrives as an empty string.
 */
export function parseQueryInput(
  parameters: URLSearchParams,
  options: { flatLists: boolean },
): Record<string, unknown> {
  const root = new Map<string, Node>();
  for (const [name, text] of parameters) {
    if (name !== 'Action' && name !== 'Version' && !name.startsWith('X-Amz-')) {
      insert(root, name.split('.'), text);
    }
  }
  return Object.fromEntries(
    Array.from(root, ([name, node]) => [
      name,
      valueOf(node, options.flatLists),
    ]),
  );
}

function insert(parent: Map<string, Node>, path: string[], text: string): void {
  let siblings = parent;
  for (const [depth, name] of path.entries()) {
    const node = siblings.get(name) ?? {};
    siblings.set(name, node);
    if (depth === path.length - 1) {
      node.text = text;
    } else {
      node.children ??= new Map();
      siblings = node.children;
    }
  }
}

function valueOf({ text, children }: Node, flatLists: boolean): unknown {
  if (!children) {
    return text ?? '';
  }
  const elements =
    elementsOf(children) ?? (flatLists ? undefined : namedElementsOf(children));
  if (elements) {
    return elements.map(element => valueOf(element, flatLists));
  }
  return Object.fromEntries(
    Array.from(children, ([name, node]) => [name, valueOf(node, flatLists)]),
  );
}

function elementsOf(children: Map<string, Node>): Node[] | undefined {
  const entries = Array.from(children);
  if (!entries.every(([name]) => /^[1-9]\d*$/.test(name))) {
    return undefined;
  }
  return entries
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, node]) => node);
}

function namedElementsOf(children: Map<string, Node>): Node[] | undefined {
  const [only, ...others] = children.values();
  return only?.children && others.length === 0
    ? elementsOf(only.children)
    : undefined;
}
