import type { Stage } from '../stages.ts';
import type { OperatorAlarms } from './operator-alarms.ts';

/** What every construct is told of the deployment that it is part of. */
export interface Deployment {
  readonly stage: Stage;
  /** Folder of the bundled functions, see `infra/bundle.ts`. */
  readonly bundles: string;
  readonly alarms: OperatorAlarms;
}
