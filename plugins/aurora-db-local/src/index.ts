export {
  createAuroraLocal,
  type AuroraLocal,
  type AuroraLocalOptions,
} from './createAuroraLocal';
export { PassingTime } from './PassingTime';
export type { ServiceCaller } from './service';
export type { Time } from './Time';
