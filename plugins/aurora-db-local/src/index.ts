export {
  createAuroraLocal,
  type AuroraLocal,
  type AuroraLocalOptions,
} from './createAuroraLocal';
export type { ServiceCaller } from './service';
