import { Button } from 'antd';
import { useState } from 'react';
import { useResource } from '../../api/resource.js';
import type { LotRulesAnswer, ProposalsAnswer } from '../../api/types.js';
import { ChoiceField } from '../../components/fields.js';
import { ToneTag } from '../../components/LevelTag.js';
import { Scrolled } from '../../components/Scrolled.js';
import { Empty, Shown } from '../../components/states.js';
import { Card, View } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { FixForm } from './FixForm.js';

type Proposal = ProposalsAnswer['lots'][number];

/** The lots that rules make of the register now, and the form that fixes one of them. */
export default function NewLotView() {
  const { t } = useWords();
  const rules = useResource<LotRulesAnswer>('/lots/rules');
  const [name, setName] = useState<string | undefined>(undefined);
  const proposals = useResource<ProposalsAnswer>('/lots/proposals', { rules: name });
  const [chosen, setChosen] = useState<Proposal | undefined>(undefined);
  return (
    <View title={t('newLot.title')} lead={t('newLot.lead')}>
      <Shown of={rules} rows={2}>
        {({ lots }) => (
          <ChoiceField
            label={t('newLot.rules')}
            value={name ?? proposals.value?.rules}
            width={320}
            options={lots.map((one) => ({ value: one.name, label: one.name }))}
            onChange={(next) => {
              setName(next);
              setChosen(undefined);
            }}
          />
        )}
      </Shown>
      <Shown of={proposals} rows={8}>
        {(value) => (
          <>
            <Proposals proposals={value} chosen={chosen} onChoose={setChosen} />
            {chosen && rules.value && (
              <FixForm
                key={JSON.stringify([chosen.common, chosen.part])}
                proposal={chosen}
                rules={value.rules}
                decisions={rules.value.decisions}
              />
            )}
            <LeftOver proposals={value} />
          </>
        )}
      </Shown>
    </View>
  );
}

export function commonText(common: Readonly<Record<string, string>>): string {
  return Object.entries(common)
    .map(([name, value]) => `${name}: ${value}`)
    .join(' · ');
}

function Proposals({
  proposals,
  chosen,
  onChoose,
}: {
  proposals: ProposalsAnswer;
  chosen: Proposal | undefined;
  onChoose: (proposal: Proposal) => void;
}) {
  const { t } = useWords();
  if (proposals.lots.length === 0)
    return (
      <Card label={t('newLot.proposals')}>
        <Empty title={t('newLot.none')}>{t('newLot.noneText')}</Empty>
      </Card>
    );
  return (
    <Card title={t('newLot.proposals')}>
      <Scrolled label={t('newLot.proposals')}>
        <table className="hz-table">
          <thead>
            <tr>
              <th>{t('lots.common')}</th>
              <th className="hz-right">{t('lots.size')}</th>
              <th>{t('newLot.strata')}</th>
              <th>
                <span className="hz-hidden">{t('newLot.choose')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {proposals.lots.map((one) => {
              const isChosen = one === chosen;
              const words = commonText(one.common);
              return (
                <tr key={`${words} ${one.part}`} className="hz-choosable" aria-selected={isChosen}>
                  <th scope="row">
                    {words}
                    {one.parts > 1 && (
                      <span className="hz-soft"> ({t('newLot.part', { part: one.part, parts: one.parts })})</span>
                    )}
                  </th>
                  <td className="hz-right">{one.size}</td>
                  <td>{one.strata.map(({ name, size }) => `${name} ${size}`).join(' · ')}</td>
                  <td>
                    <Button
                      aria-pressed={isChosen}
                      aria-label={`${t('newLot.choose')}: ${words}`}
                      onClick={() => onChoose(one)}
                    >
                      {t(isChosen ? 'newLot.chosen' : 'newLot.choose')}
                    </Button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scrolled>
    </Card>
  );
}

function LeftOver({ proposals }: { proposals: ProposalsAnswer }) {
  const { t, say } = useWords();
  const { leftOver, incomplete } = proposals;
  if (leftOver.length === 0 && incomplete.length === 0) return null;
  return (
    <div className="hz-grid">
      {leftOver.length > 0 && (
        <Card title={t('newLot.leftOver')}>
          <ul className="hz-plain-list">
            {leftOver.map((one) => (
              <li key={`${one.reason} ${one.property} ${commonText(one.common)}`}>
                <ToneTag tone="unknown">{t('newLot.count', { n: one.count })}</ToneTag> {say(one.text)}
                {one.property && ` (${one.property})`}
                <div className="hz-soft">{commonText(one.common)}</div>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {incomplete.length > 0 && (
        <Card title={t('newLot.incomplete')}>
          <ul className="hz-plain-list">
            {incomplete.map((one) => (
              <li key={one.missing}>
                {one.missing}: {t('newLot.count', { n: one.count })}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
