import type {
  DatabaseConfig,
  DatabaseNames,
  Message,
  PlannedChange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ClusterSnapshot } from '../ports/ClusterSnapshots';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';

/** A database that a deploy creates or changes, or that a restore creates. */
export interface DatabaseSubject {
  environment: EnvironmentConfig;
  names: DatabaseNames;
  config: DatabaseConfig;
  /** Entity reference of the owner. Its roles get access. */
  owner: string;
  /** Whether the database has no stack yet. */
  isNew: boolean;
}

/** The state before a deploy. */
export interface DeploySubject {
  environment: EnvironmentConfig;
  names: DatabaseNames;
  /** Form name of the database. */
  name: string;
  /** Undefined if CloudFormation has no stack of that name. */
  stack: DatabaseStack | undefined;
  /** The version in the template, or the reason why the deploy has no template. */
  engine: { version: string } | { problems: readonly Message[] };
}

/** A template as JSON. */
export interface TemplateSubject {
  template: string;
}

/** The changes of a change set. */
export interface ChangesSubject {
  environment: EnvironmentConfig;
  /** Whether the database has no stack yet. */
  isNew: boolean;
  changes: readonly PlannedChange[];
  /** Why a deploy does not carry out the changes. */
  refusals: readonly Message[];
}

/** The source of a restore. */
export type RestoreSourceSubject =
  | { snapshot: ClusterSnapshot }
  | { window: { earliest: Date; latest: Date; isEncrypted: boolean } };

/** A restore into a new database. */
export interface RestoreSubject {
  environment: EnvironmentConfig;
  /** Entity reference of the new database's owner. */
  names: DatabaseNames;
  engineVersion: string;
  /** Entity reference of the database that is restored. */
  sourceRef: string;
}
