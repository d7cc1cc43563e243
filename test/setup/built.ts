// Vitest's global setup of the projects that run the built program.
import { buildWhenStale } from '../e2e/staged.ts';

export function setup(): void {
  buildWhenStale();
}
