import { englishSqlStates } from './englishSqlStates';
import type { TranslateLog } from './logTranslationRef';

const isKnown = (key: string): key is keyof typeof englishSqlStates =>
  key in englishSqlStates;

/** A SQLSTATE in words: its own, or those of its class. Undefined if PostgreSQL has neither. */
export function nameSqlState(
  sqlState: string,
  tLog: TranslateLog,
): string | undefined {
  const key = [`sqlState.${sqlState}`, `sqlClass.${sqlState.slice(0, 2)}`].find(
    isKnown,
  );
  return key && tLog(key);
}
