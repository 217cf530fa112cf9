import type { StackRecord } from './StackRecord';
import type { Template } from './template/parseTemplate';
import { validationError } from './validationError';

/** Throws if the type of a logical id changes. */
export function checkResourceTypes(
  { resources }: StackRecord,
  template: Template,
): void {
  const changed = Object.entries(template.Resources)
    .filter(([id, { Type }]) => resources[id] && resources[id].type !== Type)
    .map(([id]) => id);
  if (changed.length > 0) {
    throw validationError(
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${changed.join(', ')}]`,
    );
  }
}
