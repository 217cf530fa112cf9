/**
 * Aurora Serverless v2 PostgreSQL as CDK constructs.
 *
 * @packageDocumentation
 */
export {
  DatabaseConstruct,
  type DatabaseConstructProps,
} from './DatabaseConstruct';
export {
  DatabaseNetworkStack,
  type DatabaseNetworkStackProps,
} from './DatabaseNetworkStack';
export { DatabaseStack, type DatabaseStackProps } from './DatabaseStack';
export { InvalidSynthRequestError } from './InvalidSynthRequestError';
