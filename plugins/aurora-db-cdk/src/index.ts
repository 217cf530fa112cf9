/**
 * Aurora Serverless v2 PostgreSQL as CDK constructs.
 *
 * @packageDocumentation
 */
export { DatabaseConstruct } from './constructs/DatabaseConstruct';
export type { DatabaseConstructProps } from './constructs/DatabaseConstructProps';
export {
  DatabaseNetworkStack,
  type DatabaseNetworkStackProps,
} from './constructs/DatabaseNetworkStack';
export {
  DatabaseStack,
  type DatabaseStackProps,
} from './constructs/DatabaseStack';
export {
  RequestedDatabase,
  type RequestedDatabaseProps,
} from './constructs/RequestedDatabase';
export { RequestedStack } from './constructs/RequestedStack';
export { InvalidSynthRequestError } from './synth/InvalidSynthRequestError';
