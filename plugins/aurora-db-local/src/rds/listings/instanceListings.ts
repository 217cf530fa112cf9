import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import type { Operation } from '../../service/AwsService';
import type { RdsContext } from '../RdsContext';
import { missingFaults } from './missingFaults';

const inputs = {
  DescribeDBSnapshotAttributes: z.strictObject({
    DBSnapshotIdentifier: z.string(),
  }),
  DescribeValidDBInstanceModifications: z.strictObject({
    DBInstanceIdentifier: z.string(),
  }),
};

/** What RDS lists of instances whose storage is their own; Aurora's have none. */
export function instanceListings({
  store,
}: RdsContext): Record<string, Operation> {
  return {
    DescribeDBSnapshotAttributes: defineOperation(
      inputs.DescribeDBSnapshotAttributes,
      async ({ DBSnapshotIdentifier }) => {
        throw missingFaults.instanceSnapshot(DBSnapshotIdentifier);
      },
    ),

    DescribeValidDBInstanceModifications: defineOperation(
      inputs.DescribeValidDBInstanceModifications,
      async ({ DBInstanceIdentifier }, context) => {
        store.instance(context, DBInstanceIdentifier);
        return {
          ValidDBInstanceModificationsMessage: {
            Storage: [],
            ValidProcessorFeatures: [],
            SupportsDedicatedLogVolume: false,
          },
        };
      },
    ),
  };
}
