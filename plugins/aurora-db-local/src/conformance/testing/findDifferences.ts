import type { Outcome, RecordedCall } from './Recorder';

/** One point in which two endpoints answered a call differently. */
export interface Difference {
  /** For example `secretsmanager.DescribeSecret`. */
  operation: string;
  /** A member such as `Versions[].KmsKeyIds`, or `error`. */
  at: string;
  /** As short text; undefined if the member is absent. */
  ours: string | undefined;
  theirs: string | undefined;
  /** The calls that show it. */
  calls: RecordedCall[];
}

/** The differences between two recordings of the same scenarios, each once. */
export function findDifferences(
  ours: readonly RecordedCall[],
  theirs: readonly RecordedCall[],
): Difference[] {
  if (ours.length !== theirs.length) {
    throw new Error(
      `The recordings have ${ours.length} and ${theirs.length} calls: a scenario may not depend on the outcome of a call.`,
    );
  }
  const differences = new Map<string, Difference>();
  ours.forEach((call, index) => {
    const other = theirs[index];
    if (!other) {
      return;
    }
    const operation = `${call.service}.${call.operation}`;
    for (const [at, first, second] of compare(call.outcome, other.outcome)) {
      const key = JSON.stringify([operation, at, first, second]);
      const known = differences.get(key);
      if (known) {
        known.calls.push(call);
      } else {
        differences.set(key, {
          operation,
          at,
          ours: first,
          theirs: second,
          calls: [call],
        });
      }
    }
  });
  return [...differences.values()];
}

type Point = [at: string, ours: string | undefined, theirs: string | undefined];

function compare(ours: Outcome, theirs: Outcome): Point[] {
  if (ours.error !== undefined || theirs.error !== undefined) {
    const [first, second] = [describeError(ours), describeError(theirs)];
    return first === second ? [] : [['error', first, second]];
  }
  const [first, second] = [leavesOf(ours.output), leavesOf(theirs.output)];
  return [...new Set([...first.keys(), ...second.keys()])]
    .sort()
    .map((path): Point => [path, first.get(path), second.get(path)])
    .filter(([, one, other]) => one !== other);
}

function describeError({ error, status }: Outcome): string {
  return error === undefined ? 'succeeds' : `${error} (${status})`;
}

/** The values at each path. Elements of a list share a path. */
function leavesOf(value: unknown): Map<string, string> {
  const found = new Map<string, string[]>();
  collect(value, '', found);
  return new Map(
    [...found].map(([path, values]) => [path, [...new Set(values)].join(', ')]),
  );
}

function collect(
  value: unknown,
  path: string,
  found: Map<string, string[]>,
): void {
  if (Array.isArray(value)) {
    if (value.length === 0) {
      add(found, `${path}[]`, 'empty');
    }
    value.forEach(element => collect(element, `${path}[]`, found));
  } else if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value);
    if (members.length === 0 && path !== '') {
      add(found, path, '{}');
    }
    members.forEach(([name, member]) =>
      collect(member, path === '' ? name : `${path}.${name}`, found),
    );
  } else {
    add(found, path, String(value));
  }
}

function add(found: Map<string, string[]>, path: string, value: string): void {
  found.set(path, [...(found.get(path) ?? []), value]);
}
