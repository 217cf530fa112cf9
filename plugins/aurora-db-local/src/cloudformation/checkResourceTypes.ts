import type { StackRecord } from './StackRecord';
import type { Template } from './template/parseTemplate';
import { validationError } from './validationError';

/** Throws if the type of a logical id changes. */
export function checkResourceTypes(
  { resources }: StackRecord,
  template: Template,
  active: ReadonlySet<string>,
): void {
  const changed = Array.from(active).filter(id => {
    const record = resources[id];
    return record && record.type !== template.Resources[id]?.Type;
  });
  if (changed.length > 0) {
    throw validationError(
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${changed.join(', ')}]`,
    );
  }
}
