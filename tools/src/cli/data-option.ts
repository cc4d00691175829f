import { Option } from 'commander';
import type { MessageKey } from '../language/catalogue.js';

/**
 * `--data PLACE`: a data folder or the URL of a PostgreSQL database; without it `HENGZHUN_DATA`, or the folder `data`. Help never shows what
 * the variable says: it may hold a password.
 */
export function dataOption(say: (key: MessageKey) => string): Option {
  return new Option('-d, --data <place>', say('help.option.data')).default(process.env.HENGZHUN_DATA || 'data', 'data');
}
