import type { Scenario } from '../Recorder';
import { cloudFormationScenarios } from './cloudFormationScenarios';
import { cloudWatchScenarios } from './cloudWatchScenarios';
import { ec2Scenarios } from './ec2Scenarios';
import { iamScenarios } from './iamScenarios';
import { kmsScenarios } from './kmsScenarios';
import { logsScenarios } from './logsScenarios';
import { rdsScenarios } from './rdsScenarios';
import { secretScenarios } from './secretScenarios';
import { snsScenarios } from './snsScenarios';
import { stsScenarios } from './stsScenarios';

/** All scenarios, in the order in which they run. */
export const scenarios: readonly Scenario[] = [
  ...stsScenarios,
  ...iamScenarios,
  ...secretScenarios,
  ...kmsScenarios,
  ...ec2Scenarios,
  ...snsScenarios,
  ...logsScenarios,
  ...cloudWatchScenarios,
  ...cloudFormationScenarios,
  ...rdsScenarios,
];
