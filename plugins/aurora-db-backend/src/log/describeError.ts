import { compileErrors, type ErrorTemplate } from './compileErrors';
import { dataErrors } from './dataErrors';
import { displayText } from './displayText';
import { functionErrors } from './functionErrors';
import { maskMessage } from './maskMessage';
import type { LogRecord } from './parseLogRecord';
import { sessionErrors } from './sessionErrors';
import { statementErrors } from './statementErrors';

/** Maximum length of a message that is compared with PostgreSQL's, and of one that is shown. */
const longestCompared = 600;
const longestShown = 300;

/** PostgreSQL's messages, those with the most fixed text first. */
const templates = [sessionErrors, dataErrors, functionErrors, statementErrors]
  .flatMap(compileErrors)
  .sort((one, other) => other.fixedLength - one.fixedLength);
const byFirstWord = Map.groupBy(templates, ({ firstWord }) => firstWord);

/** Classes of PostgreSQL's SQLSTATEs, and those that the standard leaves to users. */
const sqlState =
  /^(?:(?:0[0-3489ABFLPZ]|2[0-8BDF]|3[489BDF]|4[0024]|5[34578]|72|F0|HV|P0|XX)[0-9A-Z]{3}|(?=.*\d)[5-9I-Z][0-9A-Z]{4})(?=: )/;

/**
 * The SQLSTATE and the message of an error, without values. Aurora's log has no SQLSTATE unless
 * `log_line_prefix` or `log_error_verbosity` say so, but PostgreSQL's messages tell it.
 */
export function describeError(record: LogRecord): {
  sqlState?: string;
  message: string;
} {
  const { severity } = record;
  const [verbose] = sqlState.exec(record.message) ?? [];
  const whole = record.message
    .slice(verbose === undefined ? 0 : verbose.length + 2)
    .replace(/ at character \d+$/, '');
  // Clients choose much of a message. The limit keeps the comparison short.
  const message = whole.slice(0, longestCompared);
  const known = findTemplate(message, severity);
  const state = record.sqlState ?? verbose ?? known?.sqlState;
  return {
    ...(state && { sqlState: state }),
    message: shown(known?.message ?? maskMessage(message, message !== whole)),
  };
}

function findTemplate(
  message: string,
  severity: string,
): { sqlState?: string; message: string } | undefined {
  const [firstWord] = /^[a-zA-Z]+(?= )/.exec(message) ?? [];
  const candidates: ErrorTemplate[] = [
    ...(firstWord === undefined ? [] : (byFirstWord.get(firstWord) ?? [])),
    ...(byFirstWord.get(undefined) ?? []),
  ];
  for (const template of candidates) {
    if (!template.severity || template.severity === severity) {
      const rendered = template.render(message);
      if (rendered !== undefined) {
        return { sqlState: template.sqlState, message: rendered };
      }
    }
  }
  return undefined;
}

function shown(message: string): string {
  const text = displayText(message.replace(/\s+/g, ' '));
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}
