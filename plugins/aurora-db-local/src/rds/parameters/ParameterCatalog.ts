import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresBinaries } from '../../postgres/PostgresBinaries';
import { serverAccount } from '../../postgres/serverAccount';
import {
  fixedParameters,
  modifiableParameters,
  type ParameterLevel,
} from './auroraParameters';
import {
  additionalParameters,
  enumerations,
  lists,
  stricterRanges,
  type EngineParameter,
} from './parameterDefinitions';
import { invalidValue } from '../rdsFaults';

const run = promisify(execFile);

const dataTypes: Readonly<Record<string, EngineParameter['dataType']>> = {
  BOOLEAN: 'boolean',
  INTEGER: 'integer',
  REAL: 'float',
};

/** Libraries of the binaries whose parameters a server accepts. */
const ofLibraries = /^(pg_stat_statements|auto_explain|pg_prewarm)\./;
/** Stored in the group only, because they are for files and ciphers of AWS's machines. */
const keptOnly = new Set(['log_filename', 'ssl_ciphers']);

/**
 * The parameters of Aurora's engine, with types and ranges from the installed server. Only Aurora's
 * modifiable parameters can be set. PostgreSQL has more, for example commands to run and libraries
 * to load.
 */
export class ParameterCatalog {
  static async load(binaries: PostgresBinaries): Promise<ParameterCatalog> {
    const { stdout } = await run(
      join(binaries.directory, 'bin', 'postgres'),
      ['--describe-config'],
      {
        ...serverAccount(),
        cwd: binaries.directory,
        maxBuffer: 4 * 1024 * 1024,
      },
    );
    return new ParameterCatalog(
      stdout
        .split('\n')
        .filter(Boolean)
        .map(line => parse(line.split('\t'))),
      Number.parseInt(binaries.version, 10),
    );
  }

  readonly #ofServer: ReadonlySet<string>;
  readonly #byName: ReadonlyMap<string, EngineParameter>;

  private constructor(
    ofServer: readonly EngineParameter[],
    private readonly majorVersion: number,
  ) {
    this.#ofServer = new Set(ofServer.map(({ name }) => name));
    this.#byName = new Map(
      [...ofServer, ...additionalParameters].map(parameter => [
        parameter.name,
        parameter,
      ]),
    );
  }

  /** The parameters of groups of a level, by name. */
  list(
    level: ParameterLevel,
  ): Array<EngineParameter & { isModifiable: boolean }> {
    const modifiable = modifiableParameters(level, this.majorVersion);
    return [...modifiable, ...fixedParameters(this.majorVersion)]
      .sort()
      .map(name => ({
        ...this.#describe(name),
        isModifiable: modifiable.has(name),
      }));
  }

  #describe(name: string): EngineParameter {
    return (
      this.#byName.get(name) ?? {
        name,
        description: '',
        applyType: 'dynamic',
        dataType: 'string',
        allowedValues: undefined,
      }
    );
  }

  isStatic(name: string): boolean {
    return this.#byName.get(name)?.applyType === 'static';
  }

  /** The values that take effect only at a reboot. */
  staticOnes(values: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(values).filter(([name]) => this.isStatic(name)),
    );
  }

  /**
   * The values of a cluster's group that a server of this machine accepts. A group from an older
   * version of aurora-db-local may have others, which are left out.
   */
  forServer(values: Readonly<Record<string, string>>): Record<string, string> {
    const modifiable = modifiableParameters('cluster', this.majorVersion);
    return Object.fromEntries(
      Object.entries(values).filter(
        ([name, value]) =>
          modifiable.has(name) &&
          !keptOnly.has(name) &&
          (this.#ofServer.has(name) || ofLibraries.test(name)) &&
          !isExpression(value) &&
          isAllowed(this.#describe(name), value),
      ),
    );
  }

  /**
   * A parameter that can be set. Throws InvalidParameterValue if the parameter or the value is not
   * allowed.
   */
  check(
    level: ParameterLevel,
    name: string,
    value: string | undefined,
  ): EngineParameter {
    if (!modifiableParameters(level, this.majorVersion).has(name)) {
      throw invalidValue(
        fixedParameters(this.majorVersion).has(name)
          ? `The parameter ${name} cannot be modified.`
          : `Could not find parameter with name: ${name}`,
      );
    }
    const parameter = this.#describe(name);
    if (value !== undefined && !isAllowed(parameter, value)) {
      throw invalidValue(
        `Invalid parameter value: ${value} for: ${name} allowed values are: ${parameter.allowedValues ?? `a value of type ${parameter.dataType}`}`,
      );
    }
    return parameter;
  }
}

function parse([
  name = '',
  context,
  ,
  type = '',
  ,
  min = '',
  max = '',
  short = '',
  long = '',
]: string[]): EngineParameter {
  const rdsName = name.toLowerCase();
  const range = min !== '' && max !== '' ? `${min}-${max}` : undefined;
  const list = lists[rdsName];
  return {
    name: rdsName,
    description: [short, long].filter(Boolean).join(' '),
    applyType: context === 'postmaster' ? 'static' : 'dynamic',
    dataType: list === undefined ? (dataTypes[type] ?? 'string') : 'list',
    allowedValues:
      stricterRanges[rdsName] ??
      (type === 'BOOLEAN' ? '0,1' : (list ?? enumerations[rdsName] ?? range)),
  };
}

/**
 * A formula such as `LEAST({DBInstanceClassMemory/9531392},5000)` is for an instance of AWS, not
 * for this machine.
 */
function isExpression(value: string): boolean {
  return /^\{.*\}$|^(GREATEST|LEAST|SUM)\(.*\)$/.test(value);
}

function isAllowed(
  { name, dataType, allowedValues }: EngineParameter,
  value: string,
): boolean {
  const allowed = allowedValues?.split(',');
  switch (dataType) {
    case 'boolean':
      return ['0', '1', 'on', 'off', 'true', 'false'].includes(value);
    case 'list':
      return value
        .split(',')
        .every(element => allowed?.includes(element.trim()));
    case 'string':
      // A line break would end the setting in postgresql.conf. The name of a locale must not be a
      // path.
      return (
        (allowed?.includes(value) ?? !/\p{Cc}/u.test(value)) &&
        (!name.startsWith('lc_') || /^[\w.@-]*$/.test(value))
      );
    default:
      return isExpression(value) || isNumber(dataType, allowedValues, value);
  }
}

function isNumber(
  dataType: 'integer' | 'float',
  allowedValues: string | undefined,
  value: string,
): boolean {
  const pattern =
    dataType === 'integer' ? /^-?\d+$/ : /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;
  const [, min = '-Infinity', max = 'Infinity'] =
    /^(-?[^-]+(?:e[+-]\d+)?)-(.+)$/i.exec(allowedValues ?? '') ?? [];
  return (
    pattern.test(value) &&
    Number(value) >= Number(min) &&
    Number(value) <= Number(max)
  );
}
