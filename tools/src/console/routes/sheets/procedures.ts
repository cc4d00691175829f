import type { Procedure, ProcedureName } from '../../api/sheets.js';
import { dispenserProcedure } from './dispenser-procedure.js';
import { scaleProcedure } from './scale-procedure.js';

export const procedures: Readonly<Record<ProcedureName, Procedure>> = {
  r76: scaleProcedure,
  jjg443: dispenserProcedure,
};
