import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresBinaries } from '../../../postgres/PostgresBinaries';
import { serverAccount } from '../../../postgres/serverAccount';
import { describedDefaults, servedDefaults } from './auroraDefaults';
import type { EngineParameter } from './EngineParameter';
import {
  enumerations,
  hiddenParameters,
  integers,
  lists,
  stricterRanges,
} from './parameterDefinitions';

const run = promisify(execFile);

const dataTypes: Readonly<Record<string, EngineParameter['dataType']>> = {
  BOOLEAN: 'boolean',
  INTEGER: 'integer',
  REAL: 'float',
};

/** The parameters that a server knows without libraries, with types and ranges of its own. */
export async function readServerParameters(
  binaries: PostgresBinaries,
): Promise<EngineParameter[]> {
  const { stdout } = await run(
    join(binaries.directory, 'bin', 'postgres'),
    ['--describe-config'],
    {
      ...serverAccount(),
      cwd: binaries.directory,
      maxBuffer: 4 * 1024 * 1024,
    },
  );
  const listed = stdout
    .split('\n')
    .filter(Boolean)
    .map(line => parse(line.split('\t')));
  return [...listed, ...hiddenParameters];
}

function parse([
  mixedName = '',
  context,
  ,
  type = '',
  ,
  min = '',
  max = '',
  short = '',
  long = '',
]: string[]): EngineParameter {
  const name = mixedName.toLowerCase();
  const range = min !== '' && max !== '' ? `${min}-${max}` : undefined;
  const list = lists[name];
  const standard = servedDefaults[name] ?? describedDefaults[name];
  const ownType = integers.has(name) ? 'integer' : dataTypes[type];
  return {
    name,
    description: [short, long].filter(Boolean).join(' '),
    applyType: context === 'postmaster' ? 'static' : 'dynamic',
    dataType: list === undefined ? (ownType ?? 'string') : 'list',
    allowedValues:
      stricterRanges[name] ??
      (type === 'BOOLEAN' ? '0,1' : (list ?? enumerations[name] ?? range)),
    defaultValue: standard?.value,
    defaultSource: standard?.source ?? 'engine-default',
  };
}
