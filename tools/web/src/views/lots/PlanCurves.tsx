import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { CurvePoint, PlanAnswer, RiskPoints } from '../../api/types.js';
import { Curve } from '../../charts/Curve.js';
import { percentText } from '../../components/numbers.js';
import { Facts } from '../../components/View.js';
import type { Bilingual } from '../../language/bilingual.js';
import { useWords } from '../../language/language.js';

/** A computed plan in words, and its curves. */
export function PlanCurves({ plan }: { plan: PlanAnswer }) {
  const { t, say, language } = useWords();
  return (
    <div className="hz-two">
      <CurveChoice curve={plan.curve} points={plan.points} text={plan.text} />
      <Facts
        rows={[
          [t('plan.text'), <strong>{say(plan.text)}</strong>],
          [
            t('plan.real'),
            t('plan.realText', {
              producer: percentText(plan.risks.producerRisk, language),
              consumer: percentText(plan.risks.consumerRisk, language),
            }),
          ],
          [t('plan.aoql'), percentText(plan.outgoingQualityLimit, language)],
        ]}
      />
    </div>
  );
}

const kinds = ['oc', 'aoq', 'asn'] as const;
type Kind = (typeof kinds)[number];
const columnOf: Record<Kind, keyof CurvePoint> = { oc: 'accepted', aoq: 'outgoingQuality', asn: 'averageSample' };

/** One of the three curves of a plan. */
export function CurveChoice({
  curve,
  points,
  text,
}: {
  curve: readonly CurvePoint[];
  points: RiskPoints | null;
  text: Bilingual;
}) {
  const { t, say } = useWords();
  const [kind, setKind] = useState<Kind>('oc');
  const name = t(`plan.${kind}`);
  const data = useMemo(
    () => ({ name, points: curve.map((one) => [one.quality, one[columnOf[kind]]] as const) }),
    [curve, kind, name],
  );
  const marks = useMemo(
    () =>
      kind === 'oc' && points
        ? [
            { name: '1 − α', quality: points.producerQuality, value: 1 - points.producerRisk },
            { name: 'β', quality: points.consumerQuality, value: points.consumerRisk },
          ]
        : [],
    [kind, points],
  );
  return (
    <div className="hz-stack">
      <Segmented<Kind>
        aria-label={t('plan.curve')}
        value={kind}
        options={kinds.map((value) => ({ value, label: t(`plan.${value}`) }))}
        onChange={setKind}
      />
      <Curve
        curve={data}
        x={t('plan.quality')}
        share={kind !== 'asn'}
        marks={marks}
        label={t('plan.chart', { curve: name, text: say(text) })}
      />
    </div>
  );
}
