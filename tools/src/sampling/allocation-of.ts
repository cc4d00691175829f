import { type Allocation, type AllocationStratum, allocateNeyman, allocateProportional } from '@hengzhun/host-sdk';

/** A sample allotted to strata. @throws {SdkError} `sampling-bad-allocation` */
export function allocationOf(
  method: 'proportional' | 'neyman',
  strata: readonly AllocationStratum[],
  size: number,
): Allocation {
  // Two of each stratum let its variance be estimated.
  return method === 'neyman' ? allocateNeyman(strata, size) : allocateProportional(strata, size, 2);
}
