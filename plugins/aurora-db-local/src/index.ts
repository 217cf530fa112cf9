export {
  createAuroraLocal,
  type AuroraLocal,
  type AuroraLocalOptions,
} from './createAuroraLocal';
export { PassingTime } from './time/PassingTime';
export type { ServiceCaller } from './service/AwsService';
export type { Time } from './time/Time';
