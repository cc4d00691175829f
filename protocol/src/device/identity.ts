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
  DATA_KEY_OBSERVED_CHANNELS,
  DATA_KEY_REPORTING_INTERVAL,
  DATA_KEY_SCALE_INTERVAL,
  DATA_KEY_SERIAL_NUMBER,
  DATA_KEY_TYPE_APPROVAL,
  DATA_KEY_VERIFICATION_INTERVAL,
  FRAME_KIND_IDENTITY,
  METROLOGICAL_KEY_DATA,
  METROLOGICAL_KEY_IDENTITY_DIGEST,
  METROLOGICAL_KEY_SOFTWARE_MEASUREMENT,
} from '../generated/constants.js';
import type { ByteString } from './byte-string.js';
import { writeBytesPair, writeIntegerPair, writeLink, writeLogState, writeMomentStart } from './claims.js';
import type { IdentityContent, IdentityStatement, MetrologicalData } from './content.js';
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
    writeLink(FRAME_KIND_IDENTITY, i, 8) +
    writeLogState(i, i.logHead) +
    writeBytesPair(METROLOGICAL_KEY_IDENTITY_DIGEST, i.identityDigest) +
    writeInteger(METROLOGICAL_KEY_DATA) +
    writeMetrologicalData(i.data) +
    writeBytesPair(METROLOGICAL_KEY_SOFTWARE_MEASUREMENT, i.softwareMeasurement)
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
  return (
    writeMapHead(11) +
    writeIntegerPair(DATA_KEY_INSTRUMENT_KIND, d.instrumentKind) +
    writeIntegerPair(DATA_KEY_ACCURACY_CLASS, d.accuracyClass) +
    writeIntegerPair(DATA_KEY_MAXIMUM_CAPACITY, d.maximumCapacity) +
    writeIntegerPair(DATA_KEY_MINIMUM_CAPACITY, d.minimumCapacity) +
    writeIntegerPair(DATA_KEY_VERIFICATION_INTERVAL, d.verificationInterval) +
    writeIntegerPair(DATA_KEY_SCALE_INTERVAL, d.scaleInterval) +
    writeIntegerPair(DATA_KEY_REPORTING_INTERVAL, d.reportingInterval) +
    writeInteger(DATA_KEY_TYPE_APPROVAL) +
    writeText(d.typeApproval) +
    writeInteger(DATA_KEY_SERIAL_NUMBER) +
    writeText(d.serialNumber) +
    writeIntegerPair(DATA_KEY_KEY_ASSURANCE, d.keyAssurance) +
    writeBytesPair(DATA_KEY_OBSERVED_CHANNELS, d.observedChannels)
  );
}
