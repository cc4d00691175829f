import {
  CLAIM_BOOTCOUNT,
  CLAIM_DBGSTAT,
  CLAIM_EAT_PROFILE,
  CLAIM_HWMODEL,
  CLAIM_HWVERSION,
  CLAIM_METROLOGICAL,
  CLAIM_OEMID,
  CLAIM_SWNAME,
  CLAIM_SWVERSION,
  CLAIM_UEID,
  CLAIM_UPTIME,
  DATA_KEY_ACCURACY_CLASS,
  DATA_KEY_INSTRUMENT_KIND,
  DATA_KEY_KEY_ASSURANCE,
  DATA_KEY_MAXIMUM_CAPACITY,
  DATA_KEY_MINIMUM_CAPACITY,
  DATA_KEY_NOZZLES,
  DATA_KEY_OBSERVED_CHANNELS,
  DATA_KEY_REPORTING_INTERVAL,
  DATA_KEY_SCALE_INTERVAL,
  DATA_KEY_SERIAL_NUMBER,
  DATA_KEY_TYPE_APPROVAL,
  DATA_KEY_UNOBSERVED,
  DATA_KEY_VERIFICATION_INTERVAL,
  FRAME_KIND_IDENTITY,
  INSTRUMENT_KIND_DISPENSER,
  METROLOGICAL_KEY_DATA,
  METROLOGICAL_KEY_ELEMENT,
  METROLOGICAL_KEY_IDENTITY_DIGEST,
  METROLOGICAL_KEY_KEY_EPOCHS,
  METROLOGICAL_KEY_LIFE_STAGE,
  METROLOGICAL_KEY_SOFTWARE_COUNTER,
  METROLOGICAL_KEY_SOFTWARE_MEASUREMENT,
} from '../generated/constants.js';
import type { ByteString } from './byte-string.js';
import { writeBytesPair, writeIntegerPair, writeLink, writeLogState, writeMomentStart } from './claims.js';
import type { IdentityContent, IdentityState, IdentityStatement, MetrologicalData } from './content.js';
import { writeItems } from './event.js';
import { writeArrayHead, writeInteger, writeMapHead, writeText } from './writer.js';

/** Payload of an identity frame (CDDL `identity-claims`). Texts are given as UTF-8 bytes. */
export function writeIdentityClaims(i: IdentityContent): ByteString {
  return (
    writeMomentStart(i, 11) +
    writeModel(i) +
    writeIntegerPair(CLAIM_UPTIME, i.uptime) +
    writeDebugAndProfile(i) +
    writeIntegerPair(CLAIM_BOOTCOUNT, i.bootcount) +
    writeSoftware(i) +
    writeInteger(CLAIM_METROLOGICAL) +
    writeIdentityState(i, writeMetrologicalData(i.data))
  );
}

/**
 * The metrological claim of an identity frame, without its key: an instrument holds the claims before it in pieces.
 *
 * @param data encoded by `writeMetrologicalData`
 */
export function writeIdentityState(i: IdentityState, data: ByteString): ByteString {
  const element = i.element;
  return (
    writeLink(FRAME_KIND_IDENTITY, i, element ? 12 : 11) +
    writeLogState(i, i.logHead) +
    writeBytesPair(METROLOGICAL_KEY_IDENTITY_DIGEST, i.identityDigest) +
    writeInteger(METROLOGICAL_KEY_DATA) +
    data +
    writeBytesPair(METROLOGICAL_KEY_SOFTWARE_MEASUREMENT, i.softwareMeasurement) +
    writeIntegerPair(METROLOGICAL_KEY_LIFE_STAGE, i.lifeStage) +
    writeIntegerPair(METROLOGICAL_KEY_SOFTWARE_COUNTER, i.softwareCounter) +
    // Keys from 24 on are two bytes.
    writeInteger(METROLOGICAL_KEY_KEY_EPOCHS) +
    writeArrayHead(3) +
    writeItems(i.keyEpochs) +
    (element ? writeBytesPair(METROLOGICAL_KEY_ELEMENT, element) : '')
  );
}

/** What the identity digest is taken over: the statement and the metrological data, in a map of their own. */
export function writeIdentityStatement(i: IdentityStatement): ByteString {
  return (
    writeMapHead(9) +
    writeModel(i) +
    writeDebugAndProfile(i) +
    writeSoftware(i) +
    writeInteger(CLAIM_METROLOGICAL) +
    writeMapHead(1) +
    writeInteger(METROLOGICAL_KEY_DATA) +
    writeMetrologicalData(i.data)
  );
}

function writeModel(i: IdentityStatement): ByteString {
  return (
    writeBytesPair(CLAIM_UEID, i.ueid) +
    writeBytesPair(CLAIM_OEMID, i.oemid) +
    writeBytesPair(CLAIM_HWMODEL, i.hwmodel) +
    writeInteger(CLAIM_HWVERSION) +
    writeArrayHead(1) +
    writeText(i.hwversion)
  );
}

function writeDebugAndProfile(i: IdentityStatement): ByteString {
  return writeIntegerPair(CLAIM_DBGSTAT, i.dbgstat) + writeInteger(CLAIM_EAT_PROFILE) + writeText(i.eatProfile);
}

function writeSoftware(i: IdentityStatement): ByteString {
  return (
    writeInteger(CLAIM_SWNAME) +
    writeText(i.swname) +
    writeInteger(CLAIM_SWVERSION) +
    writeArrayHead(1) +
    writeText(i.swversion)
  );
}

/** CDDL `metrological-data`. */
export function writeMetrologicalData(d: MetrologicalData): ByteString {
  const kind = writeIntegerPair(DATA_KEY_INSTRUMENT_KIND, d.instrumentKind);
  if (d.instrumentKind === INSTRUMENT_KIND_DISPENSER) {
    let nozzles = '';
    for (let i = 0; i < d.nozzles.length; i++) {
      const one = d.nozzles[i]!;
      nozzles +=
        writeArrayHead(5) +
        writeText(one.fuel) +
        writeItems([one.minimumFlow, one.maximumFlow, one.minimumQuantity, one.pulses]);
    }
    return (
      writeMapHead(8) +
      kind +
      writeCommonData(d) +
      writeInteger(DATA_KEY_NOZZLES) +
      writeArrayHead(d.nozzles.length) +
      nozzles +
      writeIntegerPair(DATA_KEY_UNOBSERVED, d.unobserved)
    );
  }
  return (
    writeMapHead(12) +
    kind +
    writeIntegerPair(DATA_KEY_ACCURACY_CLASS, d.accuracyClass) +
    writeIntegerPair(DATA_KEY_MAXIMUM_CAPACITY, d.maximumCapacity) +
    writeIntegerPair(DATA_KEY_MINIMUM_CAPACITY, d.minimumCapacity) +
    writeIntegerPair(DATA_KEY_VERIFICATION_INTERVAL, d.verificationInterval) +
    writeIntegerPair(DATA_KEY_SCALE_INTERVAL, d.scaleInterval) +
    writeCommonData(d) +
    writeIntegerPair(DATA_KEY_UNOBSERVED, d.unobserved)
  );
}

/** Pairs 7 to 11, which scales and dispensers write alike. */
function writeCommonData(d: MetrologicalData): ByteString {
  return (
    writeIntegerPair(DATA_KEY_REPORTING_INTERVAL, d.reportingInterval) +
    writeInteger(DATA_KEY_TYPE_APPROVAL) +
    writeText(d.typeApproval) +
    writeInteger(DATA_KEY_SERIAL_NUMBER) +
    writeText(d.serialNumber) +
    writeIntegerPair(DATA_KEY_KEY_ASSURANCE, d.keyAssurance) +
    writeBytesPair(DATA_KEY_OBSERVED_CHANNELS, d.observedChannels)
  );
}
