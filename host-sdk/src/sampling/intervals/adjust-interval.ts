import { type ControlChartInput, controlChart } from './control-chart.js';
import { type InServiceCheckingInput, inServiceChecking } from './in-service-checking.js';
import { type InUseTimeInput, inUseTime } from './in-use-time.js';
import type { IntervalAdjustment } from './interval-adjustment.js';
import type { IntervalRules } from './interval-rules.js';
import { type IntervalTestInput, intervalTest } from './interval-test.js';
import { type ReliabilityInput, reliability } from './reliability.js';
import { type StaircaseInput, staircase } from './staircase.js';

/** A method with what it looks at. */
export type IntervalRequest =
  | ({ readonly method: 'staircase' } & StaircaseInput)
  | ({ readonly method: 'control-chart' } & ControlChartInput)
  | ({ readonly method: 'in-use-time' } & InUseTimeInput)
  | ({ readonly method: 'in-service-checking' } & InServiceCheckingInput)
  | ({ readonly method: 'interval-test' } & IntervalTestInput)
  | ({ readonly method: 'reliability' } & ReliabilityInput);

/**
 * Adjusts a verification interval 检定周期 by one of the methods of ILAC-G24:2022 / OIML D 10:2022.
 *
 * @throws {SdkError} `sampling-too-little-data`, `sampling-out-of-range`, `sampling-bad-rules`
 */
export function adjustInterval(request: IntervalRequest, rules: IntervalRules): IntervalAdjustment {
  switch (request.method) {
    case 'staircase':
      return staircase(request, rules);
    case 'control-chart':
      return controlChart(request, rules);
    case 'in-use-time':
      return inUseTime(request, rules);
    case 'in-service-checking':
      return inServiceChecking(request, rules);
    case 'interval-test':
      return intervalTest(request, rules);
    case 'reliability':
      return reliability(request, rules);
  }
}
