import { RemovalPolicy } from 'aws-cdk-lib';

/** One deployment of Perch: its name, and whether what it holds outlives it. */
export interface Stage {
  readonly name: string;
  /** What becomes of members' data, and of the key to it, when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
  /** Protects the stack and its table from being deleted by mistake. */
  readonly isProtected: boolean;
}

/** The stage that holds real members. */
export const PRODUCTION = 'production';

/** The stage that is hosted on one machine and never deployed. */
export const LOCAL = 'local';

/**
 * The stage of that name. All but production are for trying things out: deleting their stack
 * deletes their data.
 *
 * @throws when the name could not stand in the names of AWS resources.
 */
export function stageNamed(name: string): Stage {
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(name)) {
    throw new Error(
      `"${name}" cannot name a stage: use up to 20 small letters, digits and hyphens, a letter first`,
    );
  }
  const isProtected = name === PRODUCTION;
  const removalPolicy = isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  return { name, removalPolicy, isProtected };
}
