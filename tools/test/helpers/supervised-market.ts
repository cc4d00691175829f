import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { newKeyPair } from '../../../protocol/test/support/new-key-pair.js';
import { hengzhun, type Run } from './cli.js';
import type { DataPlace } from './data-places.js';

const year = new Date().getFullYear();
const publicKey = () => newKeyPair().publicKey.export({ format: 'jwk' });

export const ueidOf = (number: number): string => `01${String(number).padStart(32, '0')}`;

/** A register of class III scales, Max 3 kg, e 1 g, that are alike. */
export function register(count: number): object {
  return {
    instruments: Array.from({ length: count }, (_, number) => ({
      ueid: ueidOf(number),
      publicKey: publicKey(),
      serialNumber: `HZ-${number}`,
      maker: '沪衡器厂',
      model: 'ACS-3',
      data: {
        ...{ instrumentKind: 1, accuracyClass: 3, maximumCapacity: 3_000_000, verificationInterval: 1000 },
        manufactured: '2024-05',
      },
      place: { region: '310115', name: '菜市场' },
    })),
  };
}

/** Authorities, people, and weights with a certificate that is valid now. */
export const records = {
  authority: [
    { id: 'SH-PD', name: '浦东新区市场监管局', kind: 'administration', region: '310115' },
    { id: 'SH-1', name: '上海市计量院', kind: 'institute', region: '310000' },
  ],
  person: [
    { id: 'P-1', name: '张检', roles: ['inspector'], authority: 'SH-1' },
    { id: 'P-2', name: '王监', roles: ['supervisor'], authority: 'SH-PD' },
    { id: 'P-3', name: '李核', roles: ['reviewer'], authority: 'SH-PD' },
  ],
  standard: [
    {
      ...{ id: 'W-7', name: 'M1 砝码', quantity: 'mass', nominal: 3_000_000, owner: 'SH-1' },
      certificates: [
        {
          ...{ number: 'C-1', issuer: '上海市计量院', issued: `${year - 1}-01-10`, validUntil: `${year + 1}-12-31` },
          ...{ value: 3_000_000, expandedUncertainty: 90, coverageFactor: 2 },
        },
      ],
    },
  ],
};

/** Raw readings of a whole check of one scale, made now; at Max it shows `excess` mg too much. */
export function readings(id: string, instrument: string, excess: number, changes: object = {}): object {
  const weighing = (load: number, direction = 'up') => ({
    ...{ load, direction, additional: 500 },
    indication: load === 3_000_000 ? load + excess : load,
  });
  const loads = [20_000, 500_000, 2_000_000, 3_000_000];
  return {
    ...{ id, instrument, kind: 'in-service-inspection', occasion: 'in-service', at: new Date().toISOString() },
    ...{ person: 'P-1', authority: 'SH-1', accuracyClass: 3, maximumCapacity: 3_000_000, minimumCapacity: 20_000 },
    verificationInterval: 1000,
    standards: [{ id: 'W-7', constant: 0, relative: 3e-5, coverage: 2, validUntil: `${year + 1}-12-31` }],
    zero: { indication: 10_000, additional: 500, load: 10_000 },
    weighings: [...loads.map((load) => weighing(load)), ...loads.slice(0, 3).map((load) => weighing(load, 'down'))],
    eccentricity: { load: 1_000_000, readings: Array(4).fill({ indication: 1_000_000, additional: 500 }) },
    repeatability: { load: 2_400_000, readings: Array(3).fill({ indication: 2_400_000, additional: 500 }) },
    discrimination: [{ load: 1_500_000, indication: 1_500_000, added: 1400, after: 1_501_000 }],
    ...changes,
  };
}

type Person = 'supervisor' | 'inspector' | 'reviewer';
const people: Readonly<Record<Person, readonly string[]>> = {
  supervisor: ['P-2', 'supervisor', 'SH-PD'],
  inspector: ['P-1', 'inspector', 'SH-1'],
  reviewer: ['P-3', 'reviewer', 'SH-PD'],
};

/** A place with register, records and ledger key, and the command line as the people of its authorities use it. */
export class SupervisedMarket {
  readonly folder: string;

  private constructor(
    readonly place: DataPlace,
    folder: string,
  ) {
    this.folder = folder;
  }

  static async open(place: DataPlace, folder: string, instruments: number): Promise<SupervisedMarket> {
    mkdirSync(folder, { recursive: true });
    const market = new SupervisedMarket(place, folder);
    market.write('instruments.json', register(instruments));
    market.write('records.json', records);
    for (const args of [
      ['import', 'instruments', 'instruments.json'],
      ['import', 'records', 'records.json'],
      ['ledger', 'key', '--create', '--out', 'ledger-keys.json'],
    ]) {
      const { code, stderr } = await market.run(args);
      if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
    }
    return market;
  }

  file(name: string): string {
    return path.join(this.folder, name);
  }

  /** Writes a file for the command line: JSON, or a text as it is. */
  write(name: string, content: object | string): void {
    writeFileSync(this.file(name), typeof content === 'string' ? content : JSON.stringify(content));
  }

  /** Runs `hengzhun` in the folder, as a person of the market unless it is said who. */
  run(args: readonly string[], person: Person = 'supervisor'): Promise<Run> {
    const [name, role, authority] = people[person];
    return hengzhun(args, {
      directory: this.folder,
      environment: {
        HENGZHUN_DATA: this.place.data,
        HENGZHUN_LEDGER_KEY: this.file('ledger.pem'),
        HENGZHUN_PERSON: name,
        HENGZHUN_ROLE: role,
        HENGZHUN_AUTHORITY: authority,
      },
    });
  }
}
