import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import type { Operation, Scope } from '../../service/AwsService';
import { defaultOptionGroupOf } from '../engine/defaultOptionGroupOf';
import { engineInput } from '../engine/engineInput';
import { filtersOf, page, pageInput } from '../listing';
import { invalidCombination } from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import { rdsArn } from '../RdsStore';
import { missingFaults } from './missingFaults';

const engine = 'aurora-postgresql';

const input = z.strictObject({
  ...pageInput,
  Filters: filtersOf(),
  EngineName: engineInput.optional(),
  MajorEngineVersion: z.string().optional(),
  OptionGroupName: z.string().optional(),
});

/** The default option groups of the clusters' versions, which cannot be changed. */
export function optionGroupOperations({
  databases,
  servers,
}: RdsContext): Record<string, Operation> {
  const majorsOf = (versions: readonly string[]) => [
    ...new Set(versions.map(version => version.replace(/\..*/, ''))),
  ];

  function describe(scope: Scope, major: string) {
    const name = defaultOptionGroupOf(major);
    return {
      OptionGroupName: name,
      OptionGroupDescription: `Default option group for ${engine} ${major}`,
      EngineName: engine,
      MajorEngineVersion: major,
      Options: [],
      AllowsVpcAndNonVpcInstanceMemberships: true,
      OptionGroupArn: rdsArn(scope, 'og', name),
    };
  }

  return {
    DescribeOptionGroups: defineOperation(input, async (parsed, context) => {
      const { EngineName, MajorEngineVersion, OptionGroupName } = parsed;
      if (MajorEngineVersion !== undefined && EngineName === undefined) {
        throw invalidCombination(
          'MajorEngineVersion can be specified only with EngineName.',
        );
      }
      if (OptionGroupName !== undefined && EngineName !== undefined) {
        throw invalidCombination(
          'OptionGroupName cannot be specified with EngineName or MajorEngineVersion.',
        );
      }
      // RDS makes the default group of a version when it is first used.
      const used = databases
        .clusters(context)
        .map(({ record }) => record.engineVersion);
      const majors = majorsOf(
        OptionGroupName === undefined ? used : servers.versions,
      ).sort();
      const groups = majors
        .map(major => describe(context, major))
        .filter(
          group =>
            (OptionGroupName === undefined ||
              group.OptionGroupName ===
                OptionGroupName.toLocaleLowerCase('en-US')) &&
            (EngineName === undefined || group.EngineName === EngineName) &&
            (MajorEngineVersion === undefined ||
              group.MajorEngineVersion === MajorEngineVersion),
        );
      if (OptionGroupName !== undefined && groups.length === 0) {
        throw missingFaults.optionGroup(OptionGroupName);
      }
      return page('OptionGroupsList', groups, parsed);
    }),
  };
}
