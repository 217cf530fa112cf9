import {
  createMessage,
  type LogKind,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { z } from 'zod';
import { InputError } from '../ports/errors/userErrors';
import type { LogRequest } from './LogRequest';
import { decodeLogToken } from './logToken';

const second = 1_000;
const day = 24 * 3_600 * second;
const defaultSpanMs = 3_600 * second;
const mostDays = 31;
/** A search needs four characters of a filter pattern each. CloudWatch Logs accepts 1,024. */
const longestSearch = 200;
/** The clock of a database may be ahead of the portal's by so much, in ms. */
const clockSkewMs = 5 * 60 * second;
/**
 * Requests without `to` end at the next multiple of this, in ms. Viewers who follow the log then
 * ask the same and share a call.
 */
const roundingMs = 2 * second;

/** A request for a part of the log, complete and validated. */
export interface LogQuery {
  kind: LogKind;
  /** Epoch milliseconds, both inclusive. */
  from: number;
  to: number;
  search: string;
  /** Where CloudWatch Logs continues. */
  next?: string;
}

const timeSchema = z.iso.datetime({ offset: true });

/**
 * Completes a request. Throws an InputError that names the wrong value.
 *
 * @param now - epoch milliseconds
 */
export function resolveLogQuery(
  entityRef: string,
  request: LogRequest,
  now: number,
): LogQuery {
  const { kind, search = '' } = request;
  const asked = {
    from: readTime('from', request.from),
    to: readTime('to', request.to),
  };
  // Not with the value, which may be a secret that the user searches for.
  if (search.length > longestSearch) {
    throw new InputError(
      createMessage('input.logSearch', { maximum: longestSearch }),
    );
  }
  const text = search.trim();
  if (request.next !== undefined) {
    const asking = { ...request, entityRef, search: text };
    const place = decodeLogToken(request.next, asking);
    assertSpan(place);
    return { kind, search: text, ...place };
  }
  if (asked.from !== undefined && asked.from > now + clockSkewMs) {
    throw new InputError(
      createMessage('input.logFuture', {
        from: iso(asked.from),
        now: iso(now),
      }),
    );
  }
  const latest = Math.ceil((now + 1) / roundingMs) * roundingMs;
  const to = asked.to ?? Math.max(latest, (asked.from ?? 0) + roundingMs);
  const from = asked.from ?? to - defaultSpanMs;
  if (from >= to) {
    throw new InputError(
      createMessage('input.logOrder', { from: iso(from), to: iso(to) }),
    );
  }
  assertSpan({ from, to });
  return { kind, from, to, search: text };
}

function assertSpan({ from, to }: { from: number; to: number }): void {
  if (to - from > mostDays * day + roundingMs) {
    throw new InputError(createMessage('input.logSpan', { days: mostDays }));
  }
}

function readTime(field: string, text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  if (!timeSchema.safeParse(text).success) {
    throw new InputError(
      createMessage('input.wrong', {
        field,
        problem: createMessage('input.time'),
        value: JSON.stringify(text.slice(0, 40)),
      }),
    );
  }
  return Date.parse(text);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
