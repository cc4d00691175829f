import type { Command } from 'commander';
import type { Language } from '../../language/translate.js';
import type { Result } from '../action.js';

export function monitorCommand(_program: Command, _language: Language, _result: Result): void {}
