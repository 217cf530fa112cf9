import {
  administrationRole,
  replicationRole,
} from '../../postgres/serverSettings';

/**
 * What servers write without a session about what Aurora does not have: a standby that follows its
 * writer, and settings of aurora-db-local.
 */
const ofThisMachine =
  /^[A-Z]+: {2}(?:[0-9A-Z]{5}: )?(?:WalRcv|WalReceiver|libpqrcv_|RestoreArchivedFile|could not (?:connect to the primary|send end-of-streaming|receive data from WAL stream|start WAL streaming|restore file)|terminating walreceiver|replication terminated by primary|started streaming WAL|restarted WAL streaming|End of WAL reached|waiting for WAL|primary server contains no more WAL|restored log file|parameter "aurora_local\.)/;

/** An event of a database's log: a line of PostgreSQL with the lines that continue it. */
export interface LogRecord {
  /** Positions in the stream, in bytes. */
  start: number;
  end: number;
  /** Milliseconds since the epoch. */
  at: number;
  /** Whether users of Aurora would not see it. */
  isInternal: boolean;
  bytes: Buffer;
}

interface Head {
  at: number;
  isInternal: boolean;
  user?: string;
  /** The session's process id. */
  process?: string;
}

/** AWS's limit of the size of an event. */
const longestBytes = 1024 * 1024;

const lineFeed = 10;
/** The user of a session that has not logged in: PostgreSQL then logs only that it connects. */
const nobodyYet = '[unknown]';
/** The longest prefix that is looked at: a time, an address, two names and a process. */
const prefixBytes = 300;
/** `%t:%r:%u@%d:[%p]:`, or PostgreSQL's own prefix `%m [%p] ` before it has read the settings. */
const prefix =
  /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{3}))? (?:UTC|GMT)(?::[^:\n]*:([^\n]*?)@[^\n]*?:\[(\d+)\]:| \[\d+\] )/;

/**
 * Splits a part of a log into records.
 *
 * @param position - of the first byte of a record
 * @param isWhole - whether the last record ends with the part. Otherwise it is left out
 */
export function splitRecords(
  bytes: Buffer,
  position: number,
  isWhole: boolean,
): LogRecord[] {
  const records: LogRecord[] = [];
  const connecting = new Map<string, LogRecord>();
  let start = 0;
  let head = headAt(bytes, 0);
  const add = (end: number) => {
    const record = {
      start: position + start,
      end: position + end,
      at: head?.at ?? records.at(-1)?.at ?? 0,
      isInternal: head?.isInternal ?? false,
      bytes: bytes.subarray(start, end),
    };
    records.push(record);
    noteConnection(connecting, head, record);
  };
  for (
    let line = bytes.indexOf(lineFeed) + 1;
    line > 0 && line < bytes.length;
    line = bytes.indexOf(lineFeed, line) + 1
  ) {
    const next = headAt(bytes, line);
    if (next) {
      add(line);
      start = line;
      head = next;
    }
  }
  if (isWhole && start < bytes.length) {
    add(bytes.length);
  }
  return records;
}

/** Where the last record begins; 0 if there is only one. */
export function lastRecordStart(bytes: Buffer): number {
  let before = bytes.lastIndexOf(lineFeed, -2);
  while (before >= 0) {
    if (headAt(bytes, before + 1)) {
      return before + 1;
    }
    before = before === 0 ? -1 : bytes.lastIndexOf(lineFeed, before - 1);
  }
  return 0;
}

/** Where the first record begins at or after a place; undefined if none does. */
export function nextRecordStart(
  bytes: Buffer,
  from: number,
): number | undefined {
  for (
    let line = from;
    line < bytes.length;
    line = bytes.indexOf(lineFeed, line) + 1
  ) {
    if (headAt(bytes, line)) {
      return line;
    }
    if (bytes.indexOf(lineFeed, line) < 0) {
      return undefined;
    }
  }
  return undefined;
}

/** The text of a record without its last line break, cut to AWS's limit. */
export function messageOf({ bytes }: LogRecord): string {
  const end = bytes.at(-1) === lineFeed ? bytes.length - 1 : bytes.length;
  return bytes.toString('utf8', 0, Math.min(end, longestBytes));
}

/** A connection belongs to the user that logs in next with its process. */
function noteConnection(
  connecting: Map<string, LogRecord>,
  head: Head | undefined,
  record: LogRecord,
): void {
  const { process, user } = head ?? {};
  if (process === undefined) {
    return;
  }
  if (user === nobodyYet) {
    connecting.set(process, record);
    return;
  }
  const connection = connecting.get(process);
  if (connection) {
    connection.isInternal = record.isInternal;
    connecting.delete(process);
  }
}

function headAt(bytes: Buffer, place: number): Head | undefined {
  const first = bytes[place];
  // Most lines that continue a record begin with a tab.
  if (first === undefined || first < 0x30 || first > 0x39) {
    return undefined;
  }
  const line = bytes.toString('latin1', place, place + prefixBytes);
  const match = prefix.exec(line);
  if (!match) {
    return undefined;
  }
  const [, year, month, day, hour, minute, second, fraction, user, process] =
    match;
  return {
    user,
    process,
    at: Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
      Number(fraction ?? 0),
    ),
    isInternal:
      user === administrationRole ||
      user === replicationRole ||
      (!user && ofThisMachine.test(line.slice(match[0].length))),
  };
}
