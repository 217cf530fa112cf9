import type {
  DatabaseEvent,
  LogGroup,
  LogLine,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** A line of the log of the test database. */
export function testLine(overrides: Partial<LogLine> = {}): LogLine {
  return {
    id: 'line 1',
    at: '2026-11-29T05:02:07.250Z',
    instance: 'goal-mandala-prd-writer',
    severity: 'LOG',
    text: '2026-11-29 05:02:07 UTC:127.0.0.1(1):app@goal:[7]:LOG:  statement: SELECT 1',
    ...overrides,
  };
}

/** Errors of the log of the test database. */
export function testGroup(overrides: Partial<LogGroup> = {}): LogGroup {
  return {
    sqlState: '23505',
    severity: 'ERROR',
    message: 'duplicate key value violates unique constraint "orders_pkey"',
    count: 1_284,
    firstAt: '2026-11-29T05:02:00.000Z',
    lastAt: '2026-11-29T05:12:00.000Z',
    ...overrides,
  };
}

/** An event that RDS reports about the test database. */
export function testEvent(
  overrides: Partial<DatabaseEvent> = {},
): DatabaseEvent {
  return {
    at: '2026-11-23T02:50:00.000Z',
    source: 'goal-mandala-prd-aurora-cluster',
    category: 'failover',
    text: 'Completed failover to DB instance: goal-mandala-prd-reader',
    ...overrides,
  };
}
