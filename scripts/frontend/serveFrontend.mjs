// Serves a compiled frontend on the port of `app.baseUrl`:
// node scripts/frontend/serveFrontend.mjs <folder of the build> <app-config.yaml>
import { createServer } from 'node:http';
import { frontendPages } from './frontendPages.mjs';
import { readFrontendConfig } from './readFrontendConfig.mjs';

const [folder, configFile] = process.argv.slice(2);
const config = await readFrontendConfig(folder, configFile);
const { port } = new URL(config.data.app.baseUrl);

createServer(frontendPages(folder, config)).listen(
  Number(port || 80),
  '127.0.0.1',
  () => console.log(`Serving ${folder} at ${config.data.app.baseUrl}`),
);
