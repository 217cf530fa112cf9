// npm run generate: generates Prisma's client into src/generated/.
import './loadEnvironment.ts';
import './tellErrors.ts';
import { spawnSync } from 'node:child_process';
import { prismaVariables } from './prismaVariables.ts';

const { status, error } = spawnSync('prisma', ['generate'], {
  stdio: 'inherit',
  env: prismaVariables(),
});
if (error) {
  throw error;
}
process.exitCode = status ?? 1;
if (status !== 0) {
  console.error(
    'If Prisma could not download its engine, see "In a closed network" in README.md',
  );
}
