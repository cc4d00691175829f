import {
  type ByteString,
  createSlipDecoder,
  EVENT_BOOT,
  EVENT_SEAL,
  EVENT_STORAGE,
  FLAG_BIT_MEMORY,
  FLAG_BIT_RESTARTED,
  FLAG_BIT_STORAGE_FAULT,
  RESET_REASON_MEMORY,
  RESET_REASON_POWER,
  RESET_REASON_REQUESTED,
  SEAL_STATE_BROKEN,
  SEAL_STATE_SEALED,
} from '@hengzhun/protocol/device';
import { openSigner } from '../crypto/index.js';
import type { DriverRecord } from '../drivers/records.js';
import { crc32, placeFile, randomBytes, resetReason } from '../platform/espruino.js';
import type { Core } from './core.js';
import { computeIdentityDigest } from './frames.js';
import { countCalibration, markOf, openJournal, readRecord, SNAPSHOT } from './journal.js';
import { updateLevel } from './level.js';
import { openLog } from './log.js';
import { LOG_RECORD, LOG_START, SLOT, STATE_FILE } from './names.js';
import { applyParameters, configurationOf } from './parameters.js';
import { type DeviceProvisioning, PIECE_ENTROPY, PIECE_PRIVATE_KEY, readPiece } from './provisioning.js';
import { SETTING_LOG_CAPACITY, SETTING_POOL_SIZE } from './provisioning-form.js';
import {
  persist,
  record,
  STORAGE_CONFIGURATION,
  STORAGE_JOURNAL_TORN,
  STORAGE_LOG_SHORTER,
  STORAGE_LOG_TORN,
  STORAGE_SNAPSHOT_LOST,
} from './record.js';
import { readSetting, SETTING_TAG_KEY, writeSetting } from './settings.js';
import { takeSnapshot } from './snapshot.js';
import type { Shell } from './state.js';

/** Greatest packet that the instrument takes, CRC included: the longest command of the contract has 140 bytes. */
export const PACKET_LIMIT = 256;

/**
 * Brings an instrument up from what its flash holds: counters, log and detectors go on where they were; what was lost or
 * changed in between is logged. What a reboot does is defined in the README.
 *
 * @param element the secure element that signs
 * @returns undefined where the flash has no place for the state: such an instrument must not sign
 * @cold
 */
export function createShell(
  provisioning: DeviceProvisioning,
  core: Core,
  element: DriverRecord | undefined,
): Shell | undefined {
  const settings = provisioning.settings;
  const place = /*@__NOINLINE__*/ placeFile(STATE_FILE, LOG_START + settings[SETTING_LOG_CAPACITY]! * LOG_RECORD, SLOT);
  if (!place) return undefined;
  const journal = openJournal(place);
  const shell: Shell = {
    // what every sample looks at stands first: the interpreter looks for members in their order
    start: -1,
    now: 0,
    period: 0,
    temperature: undefined,
    core: core,
    provisioning: provisioning,
    journal: journal,
    log: openLog(place.base),
    signer: openSigner({
      key: (!element && readPiece(provisioning, PIECE_PRIVATE_KEY)) || readSetting(journal, SETTING_TAG_KEY),
      element: element,
      mark: markOf(journal),
      keep: (key: ByteString): void => {
        if (!writeSetting(journal, SETTING_TAG_KEY, key)) throw 'keep';
      },
      entropy: readPiece(provisioning, PIECE_ENTROPY),
      random: randomBytes,
      firstBlock: journal.block + 1,
      poolSize: settings[SETTING_POOL_SIZE]!,
      reserve: (block: number): void => {
        journal.block = block;
        if (!persist(shell)) throw 'reserve';
      },
    }),
    decoder: createSlipDecoder(PACKET_LIMIT, crc32),
    due: 0,
    snapshotDue: 0,
    flagsAfter: 0,
    faults: 0,
    selfState: 0,
    flags: 0,
    shownState: -1,
    shownFlags: 0,
    condition: 0,
    settled: false,
    restartDue: false,
    updateNext: -1,
    history: '',
    historyAge: 0,
    historyFlags: 0,
    caseOpen: false,
    nozzle: 0,
    identityDigest: '',
    keyIdentifier: '',
    identityDue: true,
    statusDue: false,
    asked: undefined,
    nonces: [],
    queue: [],
    signing: false,
    waking: false,
    working: false,
    workStart: 0,
    workSeconds: 30,
    logNext: 0,
    logEnd: 0,
    anchorSeconds: 0,
    anchorUncertainty: 0,
    anchorAt: -1,
    commandNonce: '',
    olderNonce: '',
    nonceAt: 0,
    olderAt: 0,
    refusals: [],
    day: 0,
    lastData: 0,
    resume: () => {},
  };
  shell.identityDigest = computeIdentityDigest(shell);
  takeUp(shell);
  // A challenge may come before the first period ends: what is known by now is said then. The schedule waits for the period.
  updateLevel(shell);
  shell.statusDue = false;
  return shell;
}

/**
 * Compares what is found with what was left, writes the journal of this boot and logs the differences.
 * @cold
 */
function takeUp(s: Shell): void {
  const journal = s.journal;
  const first = journal.boot === 0;
  const found: Array<number[]> = [];
  let reason = resetReason();
  if (reason === RESET_REASON_POWER && !first) reason = journal.resetReason;
  // the counter stays at its end rather than begin again; the fault is shown
  if (journal.boot < 65535) journal.boot++;
  else s.faults |= 1 << FLAG_BIT_STORAGE_FAULT;
  if (!first && reason !== RESET_REASON_REQUESTED) s.faults |= 1 << FLAG_BIT_RESTARTED;
  if (reason === RESET_REASON_MEMORY) s.faults |= 1 << FLAG_BIT_MEMORY;
  journal.resetReason = RESET_REASON_POWER;

  if (journal.torn) found.push([STORAGE_JOURNAL_TORN, journal.slot]);
  const torn = s.log.torn;
  if (torn.length > 0 && torn[torn.length - 1] === s.log.used - 1) found.push([STORAGE_LOG_TORN, s.log.used - 1]);
  if (s.log.length < journal.logLength) {
    found.push([STORAGE_LOG_SHORTER, journal.logLength - s.log.length]);
    s.faults |= 1 << FLAG_BIT_STORAGE_FAULT;
  }
  const sealState = journal.sealState;
  applyParameters(s);
  const configuration = configurationOf(s);
  if (!first && journal.configuration !== configuration) {
    countCalibration(journal);
    if (sealState === SEAL_STATE_SEALED) journal.sealState = SEAL_STATE_BROKEN;
    found.push([STORAGE_CONFIGURATION, journal.calibrationCounter]);
  }
  journal.configuration = configuration;

  // a sealed instrument has a snapshot since its sealing: without one, what it had learned since is lost, and that shows
  if (!takeSnapshot(s) && (readRecord(journal, SNAPSHOT) || sealState === SEAL_STATE_SEALED)) {
    found.push([STORAGE_SNAPSHOT_LOST, journal.slot]);
    s.faults |= 1 << FLAG_BIT_STORAGE_FAULT;
  }
  persist(s);
  record(s, EVENT_BOOT, [reason]);
  for (let i = 0; i < found.length; i++) record(s, EVENT_STORAGE, found[i]!);
  if (journal.sealState !== sealState) record(s, EVENT_SEAL, [sealState, journal.sealState]);
}
