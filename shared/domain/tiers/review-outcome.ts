import type { Instant, Month } from '../time/time.ts';
import type { DemotionLock } from './falling.ts';
import type { Lent } from './lent.ts';
import type { Notice } from './notice.ts';
import type { Way } from './way.ts';

/** What came of reviewing a member’s tier, or of telling that it will be. */
export type ReviewOutcome =
  | {
      readonly what: 'notice';
      readonly notice: Notice;
      /** The tier below. */
      readonly to: string | null;
      /** Absent where nothing keeps the tier any more. */
      readonly way?: Way;
    }
  | {
      readonly what: 'demoted';
      readonly why: 'paths' | 'falling';
      readonly month: Month;
      readonly lock: DemotionLock | null;
    }
  | { readonly what: 'withdrawn'; readonly month: Month }
  | { readonly what: 'lent'; readonly lent: Lent; readonly lostAt: Instant }
  /** What was lent is over. */
  | { readonly what: 'returned'; readonly lent: Lent };
