import type { IdentityFrame, StatusFrame } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import type { IdentitySnapshot, StatusSnapshot, TimeInterval } from './chain-state.js';

/** @param digest first 16 bytes of the frame's digest, hex */
export function statusSnapshot({ claims }: StatusFrame, digest: string, received: TimeInterval): StatusSnapshot {
  return {
    sequence: claims.sequence,
    digest,
    received,
    bootcount: claims.bootcount,
    uptime: claims.uptime,
    selfState: claims.selfState,
    flags: claims.flags,
    channels: claims.channels,
    temperature: claims.temperature,
    calibrationCounter: claims.calibrationCounter,
    sealState: claims.sealState,
    timeQuality: claims.timeQuality,
    logLength: claims.logLength,
    nozzle: claims.nozzle,
    indication: claims.indication,
  };
}

/** @param digest first 16 bytes of the frame's digest, hex */
export function identitySnapshot({ claims }: IdentityFrame, digest: string, received: TimeInterval): IdentitySnapshot {
  const { observedChannels, ...data } = claims.data;
  return {
    ...data,
    observedChannels: [...observedChannels],
    sequence: claims.sequence,
    digest,
    received,
    ueid: toHex(claims.ueid),
    softwareName: claims.swname,
    softwareVersion: claims.swversion,
    softwareMeasurement: toHex(claims.softwareMeasurement),
    lifeStage: claims.lifeStage,
    softwareCounter: claims.softwareCounter,
    keyEpochs: claims.keyEpochs,
    element: claims.element && toHex(claims.element),
  };
}
