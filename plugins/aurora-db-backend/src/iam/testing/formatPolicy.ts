import type { IamPolicy } from '../IamPolicy';

const width = 130;

/**
 * Formats a policy as compact JSON: each key of a statement begins a line, and lists fill their
 * lines.
 */
export function formatPolicy({ Version, Statement }: IamPolicy): string {
  const statements = Statement.map(({ Sid, Effect, ...others }) => {
    const lines = Object.entries(others).map(
      ([key, value]) => `"${key}": ${formatValue(value)}`,
    );
    const head = `${Sid ? `"Sid": "${Sid}", ` : ''}"Effect": "${Effect}"`;
    return `    { ${[head, ...lines].join(',\n      ')} }`;
  });
  return `{\n  "Version": "${Version}",\n  "Statement": [\n${statements.join(',\n')}\n  ]\n}\n`;
}

function formatValue(value: unknown): string {
  if (Array.isArray(value)) {
    const oneLine = `[${value.map(item => JSON.stringify(item)).join(', ')}]`;
    return oneLine.length <= width - 20 ? oneLine : fillLines(value);
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([key, inner]) => `"${key}": ${formatValue(inner)}`,
    );
    return `{ ${entries.join(',\n        ')} }`;
  }
  return JSON.stringify(value);
}

function fillLines(values: readonly unknown[]): string {
  const lines = values
    .map(item => JSON.stringify(item))
    .reduce<string[][]>(
      (filled, item) => {
        const last = filled.at(-1) ?? [];
        const fits = [...last, item].join(', ').length <= width - 10;
        return fits
          ? [...filled.slice(0, -1), [...last, item]]
          : [...filled, [item]];
      },
      [[]],
    )
    .map(items => `        ${items.join(', ')}`);
  return `[\n${lines.join(',\n')}\n      ]`;
}
