/**
 * The level of a parameter group. A cluster's group also has the parameters of instances, as
 * defaults.
 */
export type ParameterLevel = 'cluster' | 'instance';

/** RDS's description of an engine parameter. */
export interface EngineParameter {
  name: string;
  description: string;
  /** A static one takes effect when an instance reboots. */
  applyType: 'static' | 'dynamic';
  dataType: 'boolean' | 'integer' | 'float' | 'string' | 'list';
  allowedValues?: string;
  /** Aurora's default value, if it is not the one that PostgreSQL chooses. */
  defaultValue?: string;
  /** Whether the default is Aurora's (`system`) or the engine's. */
  defaultSource: 'system' | 'engine-default';
}
