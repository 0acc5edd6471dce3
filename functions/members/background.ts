import type {
  ClawedBackEntry,
  EarnedEntry,
  RestoredEntry,
} from '../../shared/domain/ledger/entry.ts';
import type { Fate } from '../../shared/domain/ledger/fate.ts';

/** What an entry is explained by, beside itself. */
export interface Background {
  /** Of an order's entries: the order, and all that was taken back for it. */
  readonly order?: {
    readonly entry: EarnedEntry;
    readonly clawbacks: readonly ClawedBackEntry[];
  };
  /** Of a redemption: that it was called off. */
  readonly restored?: RestoredEntry;
  /** Of what brought points: where they are. */
  readonly fate?: Fate & { readonly upTo?: number };
}
