import { examplePlace } from '../IamPlace';
import { iamArnOf } from './handlerCalls';

/** The role that a template creates. */
export const monitoringRole = {
  arn: iamArnOf(
    'role/goal-mandala-prd-database-DatabaseClusterMonitoring-a1b2',
  ),
};
/** A role of functions, owned by its team. */
export const lambdaRole = { arn: examplePlace.lambdaRoleArns[0] ?? '' };
/** The context of a call that attaches the policy of a template. */
export const ourPolicy = {
  'iam:PolicyARN': iamArnOf(
    'policy/goal-mandala-prd-database-DatabaseLambdaAccessPolicy-a1b2',
  ),
};
