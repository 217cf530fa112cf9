import { defineConfig } from 'prisma/config';

// `npm run migrate` finds the address out (scripts/migrate.ts); generating the client needs none.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: {
    url: process.env.DATABASE_URL ?? 'postgresql://unset.invalid/unset',
  },
});
