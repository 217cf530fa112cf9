import { validationError } from '../validationError';
import type { Template } from './parseTemplate';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
const scalarTypes = ['String', 'Number'];
const listTypes = ['CommaDelimitedList', 'List<Number>', 'List<String>'];
const awsTypes = [
  'AWS::EC2::AvailabilityZone::Name',
  'AWS::EC2::Image::Id',
  'AWS::EC2::Instance::Id',
  'AWS::EC2::KeyPair::KeyName',
  'AWS::EC2::SecurityGroup::GroupName',
  'AWS::EC2::SecurityGroup::Id',
  'AWS::EC2::Subnet::Id',
  'AWS::EC2::VPC::Id',
  'AWS::EC2::Volume::Id',
  'AWS::Route53::HostedZone::Id',
];
const valueTypes = [
  ...scalarTypes.slice(0, 1),
  ...listTypes,
  ...awsTypes,
  ...awsTypes.map(type => `List<${type}>`),
];
const known = new Set([
  ...scalarTypes,
  ...valueTypes,
  'AWS::SSM::Parameter::Name',
  ...valueTypes.map(type => `AWS::SSM::Parameter::Value<${type}>`),
]);

/** Throws AWS's error for a parameter of a type that does not exist. */
export function checkParameterTypes({ Parameters }: Template): void {
  const unknown = Object.values(Parameters)
    .map(({ Type }) => Type)
    .filter(type => !known.has(type));
  if (unknown.length > 0) {
    throw validationError(
      `Template format error: Unrecognized parameter type: ${unknown.join(', ')}`,
    );
  }
}
