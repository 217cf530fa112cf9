import { PortalClient } from '../scripts/PortalClient.mjs';
const [url,name]=process.argv.slice(2);
const c = new PortalClient(url); await c.signIn();
const t = await c.finishTask(await c.startTask('goal-mandala-db', { name, environment: 'local', owner: 'group:default/guests' }));
console.log(t.status, t.log.slice(-6).join('\n'));
console.log(await c.entity(`resource:default/${name}-local`).then(e=>e.metadata.name));
