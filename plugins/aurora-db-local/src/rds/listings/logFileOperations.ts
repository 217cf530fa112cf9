import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import { integerInput } from '../../service/inputs';
import { AwsError, type Operation, type Scope } from '../../service/AwsService';
import { filtersOf, page, pageInputUpTo } from '../listing';
import { invalidValue } from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import { readLogPortion } from './readLogPortion';

/** Source: RDS's API reference of DownloadDBLogFilePortion, NumberOfLines. */
const mostLines = 10_000;

const inputs = {
  DescribeDBLogFiles: z.strictObject({
    ...pageInputUpTo(1000),
    Filters: filtersOf(),
    DBInstanceIdentifier: z.string(),
    FilenameContains: z.string().optional(),
    /** In milliseconds since the epoch. */
    FileLastWritten: integerInput.optional(),
    FileSize: integerInput.optional(),
  }),
  DownloadDBLogFilePortion: z.strictObject({
    DBInstanceIdentifier: z.string(),
    LogFileName: z.string(),
    Marker: z
      .string()
      .transform(marker => {
        if (!/^\d{1,15}$/.test(marker)) {
          throw invalidValue(`Invalid Marker: ${marker}`);
        }
        return Number(marker);
      })
      .optional(),
    NumberOfLines: integerInput
      .pipe(z.number().min(1).max(mostLines))
      .default(mostLines),
  }),
};

/** The logs of instances, which are those of their PostgreSQL servers. */
export function logFileOperations({
  store,
  servers,
}: RdsContext): Record<string, Operation> {
  /** All readers of a cluster are one server with one log, that of the oldest one. */
  async function logsOf(scope: Scope, identifier: string) {
    const instance = store.instance(scope, identifier);
    const cluster = store.cluster(scope, instance.clusterIdentifier);
    const [reader] = store
      .membersOf(scope, cluster.identifier)
      .filter(member => member.identifier !== cluster.writer);
    const owner = cluster.writer === identifier ? instance : reader;
    const { logs } = servers.of(scope, cluster);
    const files = await logs.of((owner ?? instance).identifier).files();
    const found = files.toReversed().map(async ({ path }, index) => {
      const stats = await stat(path).catch(() => undefined);
      const suffix = index === 0 ? '' : '.1';
      return stats
        ? [{ path, name: `error/postgresql.log${suffix}`, stats }]
        : [];
    });
    return (await Promise.all(found)).flat();
  }

  return {
    DescribeDBLogFiles: defineOperation(
      inputs.DescribeDBLogFiles,
      async (input, context) => {
        const logs = await logsOf(context, input.DBInstanceIdentifier);
        const described = logs
          .map(({ name, stats }) => ({
            LogFileName: name,
            LastWritten: Math.floor(stats.mtimeMs),
            Size: stats.size,
          }))
          .filter(
            ({ LogFileName, LastWritten, Size }) =>
              LogFileName.includes(input.FilenameContains ?? '') &&
              LastWritten >= (input.FileLastWritten ?? 0) &&
              Size > (input.FileSize ?? -1),
          );
        return page('DescribeDBLogFiles', described, input);
      },
    ),

    DownloadDBLogFilePortion: defineOperation(
      inputs.DownloadDBLogFilePortion,
      async (input, context) => {
        const logs = await logsOf(context, input.DBInstanceIdentifier);
        const log = logs.find(({ name }) => name === input.LogFileName);
        if (!log) {
          throw new AwsError(
            'DBLogFileNotFoundFault',
            `DBLog File: ${input.LogFileName}, is not found on the DB instance`,
            404,
          );
        }
        const portion = await readLogPortion(
          log.path,
          input.Marker,
          input.NumberOfLines,
        );
        return {
          LogFileData: printable(portion.text),
          Marker: String(portion.end),
          AdditionalDataPending: !portion.isLast,
        };
      },
    ),
  };
}

/** Clients choose parts of a log, and XML cannot have control characters. */
function printable(bytes: string): string {
  return Buffer.from(bytes, 'latin1')
    .toString('utf8')
    .replace(/[^\P{Cc}\n\r\t]/gu, '?');
}
