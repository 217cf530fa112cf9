/**
 * Aurora Serverless v2 PostgreSQL as CDK constructs.
 *
 * @packageDocumentation
 */
export {
  DatabaseConstruct,
  type DatabaseConstructProps,
} from './DatabaseConstruct';
export { DatabaseStack, type DatabaseStackProps } from './DatabaseStack';
