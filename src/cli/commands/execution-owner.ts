// Who owns an execution that has not ended, as this machine sees it.

import type { Execution } from '../../store/records.ts';
import { systemProcesses } from '../processes.ts';
import { type ExecutionRow, isOpen } from '../render/execution-state.ts';

export function withOwner(execution: Execution): ExecutionRow {
  return isOpen(execution) ? { ...execution, owner: systemProcesses.stateOf(execution) } : execution;
}
