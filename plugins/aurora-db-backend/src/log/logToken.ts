import { createHash } from 'node:crypto';
import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { z } from 'zod';
import { InputError } from '../ports/errors/userErrors';
import type { LogRequest } from './LogRequest';

/** The position at which the reading of a log continues. */
interface LogPlace {
  /** Epoch milliseconds, both inclusive. */
  from: number;
  to: number;
  /** Of CloudWatch Logs. Absent if nothing was read yet. */
  next?: string;
}

const time = z.number().int().min(0).max(8.64e15);
const tokenSchema = z.strictObject({
  of: z.string(),
  from: time,
  to: time,
  next: z.string().min(1).optional(),
});
/** Longer than all of CloudWatch Logs' own. */
const longest = 8_000;

/** The request that a place belongs to. */
type Asked = Pick<LogRequest, 'kind' | 'from' | 'to' | 'search'> & {
  entityRef: string;
};

/** Returns the `next` of a page. It is opaque to clients and belongs to the request. */
export function encodeLogToken(asked: Asked, place: LogPlace): string {
  return Buffer.from(JSON.stringify({ of: digest(asked), ...place })).toString(
    'base64url',
  );
}

/** Throws an InputError if the request did not lead to the token. */
export function decodeLogToken(token: string, asked: Asked): LogPlace {
  const parsed =
    token.length <= longest
      ? tokenSchema.safeParse(readJson(token))
      : undefined;
  if (!parsed?.success || parsed.data.of !== digest(asked)) {
    throw new InputError(createMessage('input.logNext'));
  }
  const { from, to, next } = parsed.data;
  const limits = [asked.from, asked.to].map(text =>
    text === undefined ? undefined : Date.parse(text),
  );
  if (from > to || (limits[0] ?? from) !== from || (limits[1] ?? to) !== to) {
    throw new InputError(createMessage('input.logNext'));
  }
  return { from, to, ...(next !== undefined && { next }) };
}

function readJson(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function digest({ entityRef, kind, from, to, search }: Asked): string {
  return createHash('sha256')
    .update(JSON.stringify([entityRef, kind, from, to, search ?? '']))
    .digest('base64url');
}
