/** A quoted string, a punctuation mark, or other text. */
const tokens = /"((?:[^"\\]|\\.)*)"|[(),]|[^"(),]+/g;

/** The text before an opening parenthesis tells what it contains. */
const beforeAlarm = /(^|\s)(ALARM|OK|INSUFFICIENT_DATA)$/;
const beforeCount = /(^|\s)AT_LEAST$/;

/**
 * Returns the names of the alarms that a rule of a composite alarm refers to, such as
 * `ALARM("orders-cpu") AND NOT OK(arn:aws:cloudwatch:…:alarm:orders-writer)`, each once.
 */
export function alarmsInRule(rule: string): string[] {
  const found = new Set<string>();
  let inside: 'alarm' | 'count' | 'group' = 'group';
  let previous = '';
  for (const [token, quoted] of rule.matchAll(tokens)) {
    const text = token.trim();
    if (quoted !== undefined) {
      // Only names are quoted.
      found.add(nameOf(quoted.replace(/\\(.)/g, '$1')));
    } else if (text === '(') {
      // AT_LEAST(2, ALARM, (one, other)): the inner parentheses contain the alarms.
      if (beforeCount.test(previous)) {
        inside = 'count';
      } else {
        const isList: boolean = inside === 'count' && previous === ',';
        inside = isList || beforeAlarm.test(previous) ? 'alarm' : 'group';
      }
    } else if (text === ')') {
      inside = 'group';
    } else if (inside === 'alarm' && text !== '' && text !== ',') {
      found.add(nameOf(text));
    }
    previous = text === '' ? previous : text;
  }
  return [...found];
}

/** The name in the ARN of an alarm. Other text is the name itself. */
function nameOf(text: string): string {
  return (
    /^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/s.exec(text)?.[1] ?? text
  );
}
