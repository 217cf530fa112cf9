// npm start: starts aurora-db-local, the portal's backend and the portal. Ctrl-C ends all of them.
// npm run dev: the same with development servers, which reload what changes.
import { runPortal } from './runPortal.mjs';

await runPortal({
  state: '.aurora-db',
  hotReloading: process.argv.includes('--hot-reloading'),
  whenReady: async () =>
    'Create a database there under "Create". Ctrl-C stops everything; databases are kept.',
});
