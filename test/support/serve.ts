import { flushCompileCache } from 'node:module';
import { startHost } from '../../infra/local/host.ts';

/* Hosts an assembly, as `npm start` does once it has synthesized one: `serve.ts <assembly> <data>`. */
const [assembly = '', data = ''] = process.argv.slice(2);
const host = await startHost({ assembly, data });
process.on('SIGTERM', () => {
  host.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
// Now, for tests kill it without warning.
flushCompileCache();
process.stdout.write(`perch is ready at ${host.url}\n`);
