import type { IamGrant } from './IamGrant';
import { iamArns } from './iamArns';
import type { IamPlace } from './IamPlace';

/** Calls of CloudFormation for the policies of `lambdaRoleArns`, which let functions log in. */
export function functionGrants(place: IamPlace): IamGrant[] {
  if (place.lambdaRoleArns.length === 0) {
    return [];
  }
  const { lambdaPolicy } = iamArns(place);
  return [
    {
      sid: 'LambdaPolicies',
      why: 'One managed policy for each database.',
      actions: [
        'iam:CreatePolicy',
        'iam:CreatePolicyVersion',
        'iam:DeletePolicy',
        'iam:DeletePolicyVersion',
      ],
      resources: [lambdaPolicy],
    },
    {
      sid: 'AttachLambdaPolicies',
      why: "Attaches only these policies to the functions' roles.",
      actions: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
      resources: place.lambdaRoleArns,
      conditions: {
        ArnLike: { 'iam:PolicyARN': lambdaPolicy },
      },
    },
    {
      sid: 'FormerLambdaPolicies',
      why: 'Older databases have an inline policy. Their next deploy removes it.',
      actions: ['iam:DeleteRolePolicy'],
      resources: place.lambdaRoleArns,
    },
  ];
}
