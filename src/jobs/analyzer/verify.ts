// Is a stored verdict what the stored rows say? It is computed once more from what it saw, and compared bit for bit.

import type { StoredAnalysis } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';

export type Verification =
  | { readonly kind: 'same' }
  | { readonly kind: 'differs'; readonly differences: readonly Difference[] }
  /** Nothing to compute it from: an older version made it, or another version of the profile. */
  | { readonly kind: 'impossible'; readonly reason: string };

export interface Difference {
  /** Of player_analysis. */
  readonly column: string;
  readonly stored: unknown;
  readonly computed: unknown;
}

export declare function verifyVerdict(store: Store, verdict: StoredAnalysis): Promise<Verification>;
