export {
  createAuroraLocal,
  type AuroraLocal,
  type AuroraLocalOptions,
} from './createAuroraLocal';
export { PassingTime } from './time/PassingTime';
export type {
  RequestContext,
  Scope,
  ServiceCaller,
} from './service/AwsService';
export type { Time } from './time/Time';
