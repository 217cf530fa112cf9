// What `.env` says, where there is one; variables that are set already win.
import { existsSync } from 'node:fs';

if (existsSync('.env')) {
  process.loadEnvFile('.env');
}
