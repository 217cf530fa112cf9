import { createCloudWatchService } from './cloudwatch/createCloudWatchService';
import { createCloudFormationService } from './cloudformation/createCloudFormationService';
import { createEcrService } from './ecr/createEcrService';
import { createEc2Service } from './ec2/createEc2Service';
import { Fleet } from './fleet/Fleet';
import { createIamService } from './iam/createIamService';
import { createKmsService } from './kms/createKmsService';
import { createLogsService } from './logs/createLogsService';
import { createPiService } from './pi/createPiService';
import { createS3Service } from './s3/createS3Service';
import { createSecretsManagerService } from './secretsmanager/createSecretsManagerService';
import { createRdsService } from './rds/createRdsService';
import { createSnsService } from './sns/createSnsService';
import { createSsmService } from './ssm/createSsmService';
import { createStsService } from './sts/createStsService';
import type { AwsService, ServiceEnvironment } from './service/AwsService';
import { EndpointClock } from './time/EndpointClock';
import { EndpointTime } from './time/EndpointTime';
import type { Time } from './time/Time';

/**
 * All services, in the order of their start: a service comes after those that it calls when it
 * starts.
 */
export async function createServices({
  cloudWatchTime,
  ...environment
}: ServiceEnvironment & {
  /** The clock by which CloudWatch and Performance Insights sample, and alarms are evaluated. */
  cloudWatchTime?: Time;
}) {
  const clock = await EndpointClock.open(environment.store);
  const sns = await createSnsService(environment);
  const sts = await createStsService(environment);
  const iam = await createIamService(environment);
  const secretsManager = await createSecretsManagerService(environment);
  const logs = await createLogsService(environment);
  const rds = await createRdsService({
    ...environment,
    accessKeys: sts,
    authorizer: iam,
    ownedSecrets: secretsManager.owned,
    logSink: logs.events,
    clock,
  });
  const cloudWatch = await createCloudWatchService({
    ...environment,
    probes: rds,
    simulated: rds,
    logEvents: logs.events,
    time: cloudWatchTime,
  });
  const pi = await createPiService({
    ...environment,
    instances: rds,
    time: cloudWatchTime,
  });
  const cloudFormation = await createCloudFormationService({
    ...environment,
    clock,
  });
  const services: AwsService[] = [
    sts,
    iam,
    secretsManager,
    await createEc2Service(environment),
    await createKmsService(environment),
    logs,
    await createSsmService(environment),
    await createS3Service(environment),
    await createEcrService(environment),
    sns,
    rds,
    cloudWatch,
    pi,
    cloudFormation,
  ];
  return {
    services,
    messages: () => sns.messages(),
    caCertificate: () => rds.caCertificate(),
    time: new EndpointTime(clock, async () => {
      await cloudFormation.endOverdue();
      await rds.beginMaintenance();
    }),
    cloudWatch,
    fleet: new Fleet({ rds, cloudFormation, services: environment.services }),
  };
}
