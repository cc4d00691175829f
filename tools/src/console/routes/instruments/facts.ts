import { type ChainState, type Instrument, lifeStageText, sealStateText, unobservedTexts } from '@hengzhun/host-sdk';
import { className, formatMass } from '../../../cli/option-values.js';
import type { MessageKey } from '../../../language/catalogue.js';
import type { Bilingual } from '../../api/common.js';
import type { Fact } from '../../api/instruments.js';
import { both, same } from '../../words.js';

const fact = (name: MessageKey, value: Bilingual | string | number): Fact => ({
  name: both(name),
  value: typeof value === 'object' ? { ...value } : same(value),
});

/** What the register says of an instrument, as far as it says anything. */
export function registerFacts({ data }: Instrument): Fact[] {
  const facts: Fact[] = [];
  const add = <T>(name: MessageKey, value: T | undefined, shown: (value: T) => string = String) => {
    if (value !== undefined && value !== '') facts.push(fact(name, shown(value)));
  };
  add('console.compare.class', data.accuracyClass, className);
  add('console.compare.maximumCapacity', data.maximumCapacity, formatMass);
  add('console.compare.minimumCapacity', data.minimumCapacity, formatMass);
  add('console.compare.verificationInterval', data.verificationInterval, formatMass);
  add('console.compare.scaleInterval', data.scaleInterval, formatMass);
  for (const [index, nozzle] of (data.nozzles ?? []).entries()) {
    const values = {
      ...{ fuel: nozzle.fuel, low: nozzle.minimumFlow / 1000, high: nozzle.maximumFlow / 1000 },
      ...{ least: nozzle.minimumQuantity / 1000, pulses: nozzle.pulses / 100 },
    };
    facts.push({ name: both('provision.nozzle', { index }), value: both('provision.nozzle-data', values) });
  }
  add('console.compare.approval', data.typeApproval);
  add('console.compare.reporting', data.reportingInterval);
  add('console.fact.batch', data.batch);
  add('console.fact.manufactured', data.manufactured);
  add('console.fact.trader', data.trader);
  return facts;
}

/** What the newest identity and status frames sign. */
export function signedFacts({ identity, status }: ChainState): Fact[] {
  const facts: Fact[] = [];
  if (identity !== undefined) {
    const { softwareName, softwareVersion, softwareCounter, softwareMeasurement, keyEpochs, element } = identity;
    const unobserved = unobservedTexts(identity.unobserved);
    facts.push(
      fact('inspect.life', lifeStageText(identity.lifeStage)),
      fact('inspect.software', `${softwareName} ${softwareVersion} (${softwareCounter})`),
      fact('console.fact.measurement', softwareMeasurement),
      fact('inspect.key-epochs', {
        zh: (['maker', 'authority', 'inspector'] as const)
          .map((role) => `${both(`role.${role}`).zh} ${keyEpochs[role]}`)
          .join('、'),
        en: (['maker', 'authority', 'inspector'] as const)
          .map((role) => `${both(`role.${role}`).en} ${keyEpochs[role]}`)
          .join(', '),
      }),
      fact('inspect.unobserved', {
        zh: unobserved.map(({ zh }) => zh).join('、') || '–',
        en: unobserved.map(({ en }) => en).join(', ') || '–',
      }),
    );
    if (element !== undefined) facts.push(fact('inspect.element', element));
  }
  if (status !== undefined) {
    facts.push(
      fact('console.fact.seal', sealStateText(status.sealState)),
      fact('console.fact.calibration', status.calibrationCounter),
      fact('console.fact.boots', status.bootcount),
    );
    if (status.temperature !== undefined)
      facts.push(fact('console.fact.temperature', `${status.temperature / 100} °C`));
  }
  return facts;
}
