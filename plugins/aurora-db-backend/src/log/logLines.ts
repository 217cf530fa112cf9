import type { LogEvent } from '../ports/LogEventReader';

/** The instance that wrote an event. RDS names streams `<instance>.<number>`. */
export function instanceOf({ stream }: LogEvent): string {
  return stream.replace(/\.\d+$/, '');
}

/** Identifies a record of an event. */
export function lineIdOf({ id }: LogEvent, index: number): string {
  return index > 0 ? `${id}#${index}` : id;
}
