import { compareVersions } from '../../../postgres/compareVersions';
import type { PostgresBinaries } from '../../../postgres/PostgresBinaries';
import { parameterGroupFamilyOf } from '../../engine/parameterGroupFamily';
import { ParameterCatalog } from './ParameterCatalog';

/** The parameters of each family of which a version is installed. */
export class ParameterCatalogs {
  /** Reads the parameters from the newest server of each family. */
  static async load(
    binaries: readonly PostgresBinaries[],
  ): Promise<ParameterCatalogs> {
    const newest = new Map(
      [...binaries]
        .sort((a, b) => compareVersions(a.version, b.version))
        .map(server => [parameterGroupFamilyOf(server.version), server]),
    );
    const catalogs = await Promise.all(
      Array.from(
        newest,
        async ([family, server]) =>
          [family, await ParameterCatalog.load(server)] as const,
      ),
    );
    const [first] = catalogs;
    if (!first) {
      throw new Error('No PostgreSQL is installed.');
    }
    return new ParameterCatalogs(new Map(catalogs), first[1]);
  }

  private constructor(
    private readonly byFamily: ReadonlyMap<string, ParameterCatalog>,
    private readonly fallback: ParameterCatalog,
  ) {}

  /** The parameters of a family. For one that is not installed, those of the oldest installed. */
  of(family: string): ParameterCatalog {
    return this.byFamily.get(family) ?? this.fallback;
  }

  ofVersion(engineVersion: string): ParameterCatalog {
    return this.of(parameterGroupFamilyOf(engineVersion));
  }
}
