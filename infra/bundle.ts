import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** A JSON file that lies beside a function's code, by its name without the ending. */
export type DataFile = 'program' | 'shops';

/** Every function that Perch deploys, and the data files that it reads. */
export const functions = {
  webhooks: ['shops'],
  'ask-shop': ['shops'],
  reconcile: ['shops'],
  ledger: ['program'],
  relay: [],
  'verify-ledger': [],
  'start-promotion': [],
  'check-promotion': [],
  'grant-reward': ['program'],
  notify: ['program'],
  'send-held': [],
  unsubscribe: ['program'],
  'mail-feedback': [],
  profile: ['program'],
  preferences: ['program'],
  claims: ['program'],
  privacy: ['program'],
  'privacy-requests': [],
  subscriptions: ['program'],
  members: ['program', 'shops'],
  redemptions: ['program'],
  coupons: ['program'],
  activities: ['program'],
  operations: ['program', 'shops'],
  draws: ['program'],
  program: ['program'],
  'review-tiers': ['program'],
  'expire-points': ['program'],
  'daily-round': ['program'],
  'run-agenda': ['program'],
  'calendar-round': ['program'],
  calendar: ['program'],
  leaderboard: ['program'],
  tasks: ['program'],
} as const satisfies Record<string, readonly DataFile[]>;

export type FunctionName = keyof typeof functions;

const functionNames = Object.keys(functions) as readonly FunctionName[];

/** What a bundle is made of, and where it goes. */
export interface BundleOptions {
  /** Folder that receives one folder per function. */
  readonly into: string;
  /** What the data files hold. */
  readonly data: Readonly<Record<DataFile, unknown>>;
  /** Folder of the functions' sources; `functions/` of this repository unless a test says so. */
  readonly sources?: string;
}

/**
 * Bundles all functions in one pass: `<into>/<function>/index.cjs`, its source map, and its data
 * files. CommonJS, because bundles of the AWS SDK start noticeably slower as ES modules.
 *
 * @throws when a source does not compile; the error says where.
 */
export async function bundle(options: BundleOptions): Promise<void> {
  const sources = options.sources ?? join(import.meta.dirname, '..', 'functions');
  await build({
    entryPoints: functionNames.map((name) => ({
      in: join(sources, name, 'index.ts'),
      out: join(name, 'index'),
    })),
    outdir: options.into,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    // `import('node:http')` would give all of its exports away, and load a whole client for one of them.
    supported: { 'dynamic-import': false },
    // From a package's ES modules only what is used is taken: a third less than from its CommonJS.
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: 'external',
    legalComments: 'none',
    logLevel: 'silent',
  });
  await Promise.all(functionNames.map((name) => writeData(name, options)));
}

async function writeData(name: FunctionName, { into, data }: BundleOptions): Promise<void> {
  await mkdir(join(into, name), { recursive: true });
  for (const file of functions[name]) {
    await writeFile(join(into, name, `${file}.json`), JSON.stringify(data[file]));
  }
}
