// Factor: a lead over the lane opponent, who sits in the same lobby, beyond what position and result explain.

import { mean } from '../../game-statistics.ts';
import type { CalibratedFactor, Measure } from '../factor.ts';
import type { Prepared } from '../prepared.ts';
import { beyondUsual } from '../words.ts';

function measure({ games }: Prepared): Measure {
  const hasRead = games.some(({ laneInformation }) => laneInformation > 0);
  const residuals = games.flatMap(({ goldResidual }) => goldResidual ?? []);
  if (residuals.length === 0) {
    return { statistic: { goldLead: null }, words: 'no game with a known lane opponent', hasRead };
  }
  const goldLead = mean(residuals);
  return {
    statistic: { goldLead },
    words: `gold against the lane opponent ${beyondUsual(goldLead)} for position and result`,
    hasRead,
  };
}

export const rankDiscrepancy: CalibratedFactor = {
  id: 'rankDiscrepancy',
  title: 'Lead over the lane opponent',
  switchesOn: 'lane',
  usualContribution: 0,
  measure,
};
