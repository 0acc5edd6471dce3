import { join } from 'node:path';
import { Annotations, App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod/mini';
import { findProgram } from '../shared/program/find.ts';
import { warningsOf } from '../shared/program/warnings.ts';
import { bundle } from './bundle.ts';
import { PerchStack } from './perch-stack.ts';
import { sendersOf, warningsOfSenders } from './senders.ts';
import { shopsOf } from './shops.ts';
import { LOCAL, PRODUCTION, stageNamed } from './stages.ts';

/*
 * Synthesizes one stage of Perch, without an account or a network. What it can be told, as
 * `cdk synth -c <name>=<value>`:
 *
 *   stage    its name; `production` unless said. `local` is what one machine hosts.
 *   program  a preset or the path of a program; also PERCH_PROGRAM. `four-tier-ladder` unless said.
 *   shops    path of a JSON file that lists the shops.
 *   sender   from whom e-mails come, as `hello@example.org` or `Name <hello@example.org>`; its
 *            domain becomes an identity of SES. Without one there are no e-mails.
 *   smsOrigin ARN of a number, a pool or a sender id for text messages; none without one.
 */
const app = new App({ context: { '@aws-cdk/aws-iam:minimizePolicies': true } });

// Functions carry no texts of faults; whoever deploys wants to read what is wrong with a file.
z.config(z.locales.en());

function setting(name: string): string | undefined {
  const value: unknown = app.node.tryGetContext(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const stage = stageNamed(setting('stage') ?? PRODUCTION);
const shops = shopsOf(stage, setting('shops'));
const program = await findProgram(
  process.env.PERCH_PROGRAM ?? setting('program') ?? 'four-tier-ladder',
);
for (const warning of warningsOf(program, new Date().toISOString().slice(0, 10))) {
  process.stderr.write(`Warning: ${warning}\n`);
}

const bundles = join(app.outdir, 'bundles');
await bundle({ into: bundles, data: { program, shops } });

const senders = sendersOf(stage, { mail: setting('sender'), texts: setting('smsOrigin') });
const stack = new PerchStack(app, `perch-${stage.name}`, {
  stage,
  bundles,
  shops,
  timeZone: program.timeZone,
  senders,
});
for (const [id, warning] of warningsOfSenders(senders, program)) {
  Annotations.of(stack).addWarningV2(id, warning);
}
if (shops.length === 0) {
  Annotations.of(stack).addWarningV2(
    'perch:no-shops',
    'No shop can post to this deployment: list them in a file and name it with -c shops=<file>.',
  );
}
// What one machine hosts is never deployed, so it need not wait for the checks of deployments.
if (stage.name !== LOCAL) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
