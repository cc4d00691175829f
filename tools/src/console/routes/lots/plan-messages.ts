import type { SdkErrorCode } from '@hengzhun/host-sdk';
import type { PlanResult, PlanTask } from './plan-work.js';

export interface PlanQuestion {
  readonly id: number;
  readonly task: PlanTask;
}

export type PlanAnswer =
  | { readonly id: number; readonly result: PlanResult; readonly refusal?: undefined }
  | {
      readonly id: number;
      readonly result?: undefined;
      readonly refusal: {
        readonly code: SdkErrorCode;
        readonly message: string;
        readonly detail?: Readonly<Record<string, string | number>>;
      };
    };
