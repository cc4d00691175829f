/** What the instruments of one type have in common. Factors are relative to an ordinary instrument. */
interface CommonType {
  readonly model: string;
  readonly maker: string;
  readonly approval: string;
  /** Share of its kind. */
  readonly share: number;
  /** 1/f-like noise and random walk. */
  readonly noise: number;
  readonly creep: number;
  /** Infant mortality and chance failures. */
  readonly failures: number;
  /** Use until half have worn out, years of an ordinary trader. */
  readonly life: number;
}

export interface ScaleType extends CommonType {
  readonly kind: 'scale';
  readonly accuracyClass: 3 | 4;
  /** Max and e, mg. */
  readonly maximum: number;
  readonly interval: number;
  /** How fast moisture gets in. */
  readonly ingress: number;
  /** Temperature coefficient of span, standard deviation, ppm per degree Celsius. */
  readonly temperature: number;
  readonly internalMass: boolean;
  readonly shunt: boolean;
  /** How easily it is overloaded: a platform on the floor takes forklifts. */
  readonly overload: number;
}

export interface DispenserType extends CommonType {
  readonly kind: 'dispenser';
  /** Wear of the meter by throughput. */
  readonly wear: number;
  /** mL/min. */
  readonly minimumFlow: number;
  readonly maximumFlow: number;
  /** Its encoder and main board recognise each other (JJG 443-2023). */
  readonly paired: boolean;
}

export type InstrumentType = ScaleType | DispenserType;

const gram = 1000;
const kilogram = 1_000_000;
const scale = { kind: 'scale', accuracyClass: 3, internalMass: false, shunt: false, overload: 1 } as const;
const dispenser = { kind: 'dispenser', minimumFlow: 5_000, maximumFlow: 50_000 } as const;

export const scaleTypes: readonly ScaleType[] = [
  {
    ...scale,
    model: 'ACS-15',
    maker: '申衡电子',
    approval: 'CMC-31-0112',
    share: 24,
    maximum: 15 * kilogram,
    interval: 5 * gram,
    noise: 1,
    creep: 1,
    failures: 1,
    life: 11,
    ingress: 1,
    temperature: 7,
  },
  {
    ...scale,
    model: 'ACS-30',
    maker: '永康衡器',
    approval: 'CMC-33-0207',
    share: 22,
    maximum: 30 * kilogram,
    interval: 10 * gram,
    noise: 1.3,
    creep: 1.5,
    failures: 1.5,
    life: 8,
    ingress: 1.6,
    temperature: 11,
  },
  {
    ...scale,
    model: 'ACS-6',
    maker: '申衡电子',
    approval: 'CMC-31-0113',
    share: 10,
    maximum: 6 * kilogram,
    interval: 2 * gram,
    noise: 1,
    creep: 1,
    failures: 1,
    life: 11,
    ingress: 1,
    temperature: 7,
  },
  {
    ...scale,
    model: 'TCS-150',
    maker: '苏衡仪器',
    approval: 'CMC-32-0031',
    share: 10,
    maximum: 150 * kilogram,
    interval: 50 * gram,
    noise: 1,
    creep: 1.1,
    failures: 1.1,
    life: 10,
    ingress: 1.2,
    temperature: 8,
    overload: 3,
    shunt: true,
  },
  {
    ...scale,
    model: 'TCS-300',
    maker: '徽衡科技',
    approval: 'CMC-34-0090',
    share: 7,
    maximum: 300 * kilogram,
    interval: 100 * gram,
    noise: 1.2,
    creep: 1.3,
    failures: 1.2,
    life: 9,
    ingress: 1.4,
    temperature: 9,
    overload: 3,
  },
  {
    ...scale,
    model: 'PLU-15',
    maker: '精工衡器',
    approval: 'CMC-31-0150',
    share: 9,
    maximum: 15 * kilogram,
    interval: 5 * gram,
    noise: 0.8,
    creep: 0.7,
    failures: 0.8,
    life: 13,
    ingress: 0.7,
    temperature: 5,
    shunt: true,
  },
  {
    ...scale,
    model: 'PLU-15R',
    maker: '精工衡器',
    approval: 'CMC-31-0151',
    share: 16,
    maximum: 15 * kilogram,
    interval: 5 * gram,
    noise: 0.9,
    creep: 0.9,
    failures: 0.9,
    life: 12,
    ingress: 0.9,
    temperature: 6,
    internalMass: true,
  },
  {
    ...scale,
    model: 'ZCS-1000',
    maker: '徽衡科技',
    approval: 'CMC-34-0091',
    share: 2,
    accuracyClass: 4,
    maximum: 1000 * kilogram,
    interval: 1000 * gram,
    noise: 2,
    creep: 2,
    failures: 1.2,
    life: 9,
    ingress: 1.5,
    temperature: 20,
    overload: 4,
  },
];

export const dispenserTypes: readonly DispenserType[] = [
  {
    ...dispenser,
    model: 'JDK-50',
    maker: '正泰能源',
    approval: 'CMC-33-0411',
    share: 35,
    noise: 1,
    creep: 1,
    failures: 1,
    life: 9,
    wear: 1,
    paired: true,
  },
  {
    ...dispenser,
    model: 'CS-42',
    maker: '长空机电',
    approval: 'CMC-32-0388',
    share: 30,
    noise: 1.1,
    creep: 1,
    failures: 1.2,
    life: 8,
    wear: 1.2,
    paired: false,
  },
  {
    ...dispenser,
    model: 'RT-224',
    maker: '蓝海加油',
    approval: 'CMC-31-0402',
    share: 20,
    noise: 0.8,
    creep: 0.9,
    failures: 0.8,
    life: 11,
    wear: 0.7,
    paired: true,
  },
  {
    ...dispenser,
    model: 'JDK-90H',
    maker: '正泰能源',
    approval: 'CMC-33-0412',
    share: 15,
    maximumFlow: 90_000,
    minimumFlow: 8_000,
    noise: 1.1,
    creep: 1,
    failures: 1.1,
    life: 8,
    wear: 1.3,
    paired: true,
  },
];

/** The fuels of a forecourt: how they treat a meter. Diesel carries more dirt; ethanol swells seals. */
export const fuels = [
  { fuel: '92', share: 45, abrasion: 1, swelling: 1 },
  { fuel: '95', share: 28, abrasion: 0.9, swelling: 1 },
  { fuel: '98', share: 5, abrasion: 0.8, swelling: 1.3 },
  { fuel: '0#', share: 22, abrasion: 1.5, swelling: 0.5 },
] as const;
