import type { Deployable } from '../StackRecord';
import { parseTemplate } from '../template/parseTemplate';

/** The values of a stack's parameters, without those that the template hides (NoEcho). */
export function describeParameters(deployable: Deployable): Array<{
  ParameterKey: string;
  ParameterValue: string;
  ResolvedValue?: string;
}> {
  const entries = Object.entries(deployable.parameters);
  const hidden = entries.length > 0 ? hiddenParameters(deployable) : [];
  const shown = (key: string, value: string | undefined) =>
    value !== undefined && hidden.includes(key) ? '****' : value;
  return entries.map(([ParameterKey, value]) => ({
    ParameterKey,
    ParameterValue: shown(ParameterKey, value) ?? '',
    ResolvedValue: shown(
      ParameterKey,
      deployable.resolvedParameters?.[ParameterKey],
    ),
  }));
}

function hiddenParameters(deployable: Deployable): string[] {
  if (deployable.hiddenParameters) {
    return deployable.hiddenParameters;
  }
  // An older version deployed the stack, and may have accepted a template that this one refuses.
  try {
    const { Parameters } = parseTemplate(deployable.templateBody);
    return Object.keys(Parameters).filter(key => Parameters[key]?.NoEcho);
  } catch {
    return Object.keys(deployable.parameters);
  }
}
