import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';

/** The tags of a database's stack. CloudFormation sets them on all resources that it creates. */
export const ourTags = {
  [auroraDbTags.name]: 'goal-mandala',
  [auroraDbTags.environment]: 'prod',
  [auroraDbTags.owner]: 'group:default/payments',
};

/** The context of a call that sets these tags. */
export const settingOurTags = Object.fromEntries(
  Object.entries(ourTags).map(([key, value]) => [
    `aws:RequestTag/${key}`,
    value,
  ]),
);

/** The context of a call that CloudFormation makes with the portal's credentials. */
export const viaCloudFormation = {
  'aws:CalledVia': 'cloudformation.amazonaws.com',
};
