import type { Json, Template } from './parseTemplate';

/** AWS's placeholder in a change set for a value that only the execution knows. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** The values that a template's references resolve to. */
export interface EvaluationScope {
  template: Template;
  /** Template parameters and pseudo parameters, with their final values. */
  parameters: Readonly<Record<string, Json>>;
  ref(logicalId: string): Json;
  attribute(logicalId: string, attribute: string): Json;
  importValue(name: string): string;
  availabilityZones: readonly string[];
}
