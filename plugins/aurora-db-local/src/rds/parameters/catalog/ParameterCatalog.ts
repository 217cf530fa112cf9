import type { PostgresBinaries } from '../../../postgres/PostgresBinaries';
import { invalidValue } from '../../rdsFaults';
import { servedDefaults } from './auroraDefaults';
import { isModifiable, parameterNames } from './auroraParameters';
import type { EngineParameter, ParameterLevel } from './EngineParameter';
import { extensionParameters } from './extensionParameters';
import { type FormulaVariables, parseFormula } from './ParameterFormula';
import {
  reasonWithoutEffect,
  reasonWithoutFormulas,
} from './parametersWithoutEffect';
import { isAllowed, refusalOf } from './parameterValues';
import { readServerParameters } from './readServerParameters';

/** A parameter of the groups of a level. */
export type ListedParameter = EngineParameter & {
  isModifiable: boolean;
  /** Why servers here do not have it. */
  withoutEffect?: string;
};

/** Formulas of static parameters keep the values of the instance's last start. */
interface FormulaMoments {
  now: FormulaVariables;
  atBoot: FormulaVariables;
}

/** The first major version whose family has `rds.force_ssl` on by default. */
const forcesTlsFrom = 17;

/**
 * The parameters of a family of Aurora's engine, with types and ranges from the installed server.
 * Only Aurora's modifiable parameters can be set. PostgreSQL has more, for example commands to run
 * and libraries to load.
 */
export class ParameterCatalog {
  static async load(binaries: PostgresBinaries): Promise<ParameterCatalog> {
    return new ParameterCatalog(
      await readServerParameters(binaries),
      Number.parseInt(binaries.version, 10),
    );
  }

  readonly #byName: ReadonlyMap<string, EngineParameter>;
  readonly #levels: Readonly<
    Record<ParameterLevel, ReadonlyMap<string, ListedParameter>>
  >;

  private constructor(
    ofServer: readonly EngineParameter[],
    private readonly majorVersion: number,
  ) {
    this.#byName = new Map(
      [...ofServer, ...extensionParameters].map(parameter => [
        parameter.name,
        parameter,
      ]),
    );
    this.#levels = {
      cluster: this.#listed('cluster'),
      instance: this.#listed('instance'),
    };
  }

  #listed(level: ParameterLevel): ReadonlyMap<string, ListedParameter> {
    return new Map(
      parameterNames(level, this.majorVersion).flatMap(name => {
        const parameter = this.#byName.get(name);
        const isForceSsl =
          name === 'rds.force_ssl' && this.majorVersion >= forcesTlsFrom;
        return parameter
          ? [
              [
                name,
                {
                  ...parameter,
                  defaultValue: isForceSsl ? '1' : parameter.defaultValue,
                  isModifiable: isModifiable(level, name),
                  withoutEffect: reasonWithoutEffect(name),
                },
              ] as const,
            ]
          : [];
      }),
    );
  }

  /** The parameters of groups of a level, by name. */
  list(level: ParameterLevel): ListedParameter[] {
    return [...this.#levels[level].values()];
  }

  isStatic(name: string): boolean {
    return this.#byName.get(name)?.applyType === 'static';
  }

  /**
   * A parameter that can be set. Throws InvalidParameterValue if the parameter or the value is not
   * allowed.
   */
  check(
    level: ParameterLevel,
    name: string,
    value: string | undefined,
  ): ListedParameter {
    const parameter = this.#levels[level].get(name);
    if (!parameter) {
      throw invalidValue(`Could not find parameter with name: ${name}`);
    }
    if (!parameter.isModifiable) {
      throw invalidValue(`The parameter ${name} cannot be modified.`);
    }
    if (value !== undefined && !isAllowed(parameter, value)) {
      throw invalidValue(refusalOf(parameter, value));
    }
    return parameter;
  }

  /**
   * The settings of a server for the values of groups, with Aurora's defaults. Leaves out values
   * that have no effect here, and those that a group of an older aurora-db-local may have.
   */
  settingsFor(
    values: Readonly<Record<string, string>>,
    variables: FormulaMoments,
  ): Record<string, string> {
    const defaults = Object.entries(servedDefaults).flatMap(
      ([name, { value }]) =>
        this.#levels.cluster.get(name) ? [[name, value] as const] : [],
    );
    const given = Object.entries(values).flatMap(([name, value]) => {
      const parameter = this.#levels.cluster.get(name);
      const setting =
        parameter?.isModifiable &&
        parameter.withoutEffect === undefined &&
        isAllowed(parameter, value)
          ? settingOf(parameter, value, variables)
          : undefined;
      return setting === undefined ? [] : [[name, setting] as const];
    });
    return Object.fromEntries([...defaults, ...given]);
  }
}

/** A value as PostgreSQL understands it. Undefined for a formula that has no effect here. */
function settingOf(
  { name, applyType, dataType }: EngineParameter,
  value: string,
  { now, atBoot }: FormulaMoments,
): string | undefined {
  const formula =
    dataType === 'integer' || dataType === 'boolean'
      ? parseFormula(value)
      : undefined;
  if (!formula) {
    return value;
  }
  return reasonWithoutFormulas(name) === undefined
    ? String(formula(applyType === 'static' ? atBoot : now))
    : undefined;
}
