import type { PermissionSimulator } from '../ports/PermissionSimulator';
import type { PrincipalReader } from '../ports/PrincipalReader';
import { alarmTopicCheck } from './alarmTopicCheck';
import { engineCheck } from './engineCheck';
import type { HarmlessPorts } from './HarmlessCalls';
import { keyCheck } from './keyCheck';
import { securityGroupsCheck, subnetsCheck, zonesCheck } from './networkChecks';
import { permissionsCheck } from './permissionsCheck';
import { quotasCheck } from './quotasCheck';
import type { ReadinessCheck } from './ReadinessCheck';
import {
  cloudFormationRoleCheck,
  functionRolesCheck,
  permissionsBoundaryCheck,
  serviceRoleCheck,
} from './roleChecks';

/** The ports that the checks read from. */
export interface ReadinessPorts extends HarmlessPorts {
  principals: PrincipalReader & PermissionSimulator;
  snapshots: HarmlessPorts['snapshots'] & Parameters<typeof quotasCheck>[1];
}

/** The checks that need credentials, in the order of the answer. A new check is one more line. */
export function createReadinessChecks(ports: ReadinessPorts): ReadinessCheck[] {
  return [
    permissionsCheck(ports.principals),
    subnetsCheck,
    zonesCheck(ports.networks),
    securityGroupsCheck,
    functionRolesCheck(ports.principals),
    keyCheck(ports.keys),
    engineCheck(ports.engineVersions),
    quotasCheck(ports.quotas, ports.snapshots),
    alarmTopicCheck(ports.topics),
    serviceRoleCheck(ports.principals),
    cloudFormationRoleCheck(ports.principals),
    permissionsBoundaryCheck(ports.principals),
  ];
}
