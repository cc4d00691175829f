// Built with the instrument's own pipeline, never part of an instrument: the state file alone, written as fast as the interpreter
// can. It tells what it found, then what it has written, line by line, until it is killed.
import { placeFile } from '../../firmware/src/platform/espruino.js';
import { appendJournal, openJournal, readRecord, SNAPSHOT, writeRecord } from '../../firmware/src/shell/journal.js';
import { LOG_RECORD, LOG_START, SLOT, STATE_FILE } from '../../firmware/src/shell/names.js';

declare function print(text: string): void;

/** Records between two snapshots of the length of a scale's. */
const RECORDS = 60;
const LENGTH = 811;

const journal = openJournal(placeFile(STATE_FILE, LOG_START + 96 * LOG_RECORD, SLOT)!);
journal.configuration = 'test';
print(`found ${journal.sequence} ${journal.block} ${readRecord(journal, SNAPSHOT).substr(0, 12)}`);
/** In a function: what a block at the top declares would not keep its name apart from a function's of the same short name. */
function writeOn(): void {
  for (;;) {
    journal.sequence++;
    journal.block = journal.sequence * 2;
    if (!appendJournal(journal)) {
      print('failed');
      break;
    }
    print(`wrote ${journal.sequence}`);
    if (journal.sequence % RECORDS === 0) {
      const number = `${journal.sequence + 100000000000}`;
      if (!writeRecord(journal, SNAPSHOT, number.repeat(80).substr(0, LENGTH))) {
        print('failed');
        break;
      }
      print(`snapshot ${number}`);
    }
  }
}
writeOn();
