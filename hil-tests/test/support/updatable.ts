import { layOutImageFile, PROVISIONING_FILE, STATE_FILE, stateFileSize } from '@hengzhun/firmware';
import { Flash, type FlashGeometry, Storage } from '../../src/index.js';
import { configuration } from './instrument.js';

/** Room for two images as text, as on boards with a large Storage. */
export const GEOMETRY: FlashGeometry = { pages: 64, pageSize: 4096, writeUnit: 4 };

/** Four bytes, big-endian. */
function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** What a flasher leaves on a board that can be updated: state, image file with one image, start script, provisioning. */
export function installUpdatable(image: string, config = configuration()): Flash {
  const flash = new Flash(GEOMETRY);
  const storage = new Storage(flash);
  storage.write(STATE_FILE, Buffer.from('hz 1'), 0, stateFileSize(GEOMETRY.pageSize));
  // the state file ends with a page
  const file = layOutImageFile(0, GEOMETRY.pageSize, image.length + 1000);
  storage.write(file.name, Buffer.from(file.mark), 0, file.size);
  const bytes = Buffer.from(image, 'latin1');
  storage.write(file.name, Buffer.concat([uint32(bytes.length), bytes]), file.base, 0);
  storage.write('.bootcde', Buffer.from(file.startScript));
  storage.write(PROVISIONING_FILE, config);
  flash.units = 0;
  return flash;
}
