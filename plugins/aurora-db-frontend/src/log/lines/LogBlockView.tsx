import { memo, useMemo } from 'react';
import type { LogBlock } from './LogBlock';
import { linePartsOf } from './lineParts';
import { SeverityMark } from '../SeverityMark';
import styles from './LogLines.module.css';

/** The height of most lines, in rem, for blocks that the browser has not drawn yet. */
const lineHeight = 1.25;

function Lines(props: {
  block: LogBlock;
  language: string;
  /** Short names by instance, if there are several. */
  names?: ReadonlyMap<string, string>;
}) {
  const { block, language, names } = props;
  const format = useMemo(
    () =>
      new Intl.DateTimeFormat(language, {
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        fractionalSecondDigits: 3,
        hourCycle: 'h23',
      }),
    [language],
  );
  return (
    <div
      className={styles.block}
      style={{
        containIntrinsicBlockSize: `auto ${block.lines.length * lineHeight}rem`,
      }}
    >
      {block.lines.map(({ id, at, instance, severity, text }) => {
        const { message, session } = linePartsOf(text);
        return (
          <div key={id} className={styles.line}>
            <span className={styles.facts}>
              <time dateTime={at}>{format.format(new Date(at))}</time>{' '}
              {names && (
                <span title={instance}>{names.get(instance) ?? instance} </span>
              )}
              <span className={styles.severity}>
                {severity && <SeverityMark severity={severity} />}
              </span>{' '}
            </span>
            <span className={styles.text}>
              {message}
              {session && <span className={styles.session}> {session}</span>}
            </span>
          </div>
        );
      })}
    </div>
  );
}

/** Lines of the log. The browser draws them only if they are in sight. */
export const LogBlockView = memo(Lines);
