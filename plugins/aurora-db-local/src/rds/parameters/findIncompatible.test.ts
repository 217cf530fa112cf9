import { findIncompatible } from './findIncompatible';

const values = { work_mem: '5000', max_connections: '130' };

describe('the log of a server that does not start', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'FATAL:  could not map anonymous shared memory: Cannot allocate memory HINT:  … perhaps by reducing shared_buffers or max_connections.',
      { ...values, max_locks_per_transaction: '2147483647' },
      ['max_connections', 'max_locks_per_transaction'],
    ],
    [
      'FATAL:  invalid value for parameter "shared_memory_size": "2147483660" HINT:  Value exceeds integer range.',
      { work_mem: '5000', min_dynamic_shared_memory: '2147483647' },
      ['min_dynamic_shared_memory'],
    ],
    [
      'LOG:  invalid value for parameter "TimeZone": "Nowhere"',
      { ...values, timezone: 'Nowhere' },
      ['timezone'],
    ],
    [
      'LOG:  invalid value for parameter "log_statement_stats": 1',
      { ...values, log_statement_stats: '1', log_parser_stats: '1' },
      ['log_statement_stats'],
    ],
    [
      'FATAL:  logical replication slot "copy" exists, but wal_level < logical',
      values,
      ['rds.logical_replication'],
    ],
    ['No client can be let in at 127.0.0.1:5432: EADDRINUSE', values, []],
    [
      'FATAL:  could not write lock file "postmaster.pid": No space left',
      values,
      [],
    ],
  ])('%s', (log, parameters, blamed) => {
    expect(findIncompatible(parameters, log)).toEqual(blamed);
  });
});
