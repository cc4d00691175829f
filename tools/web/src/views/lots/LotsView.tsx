import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { usePages } from '../../api/pages.js';
import type { LotSummary, LotsAnswer } from '../../api/types.js';
import { Empty, ErrorState, Loading } from '../../components/states.js';
import { Card, View } from '../../components/View.js';
import { VirtualTable } from '../../components/VirtualTable.js';
import { useWords } from '../../language/language.js';
import { PlanForm } from './PlanForm.js';
import { useLotColumns } from './use-lot-columns.js';

const query = { limit: 100 };

/** All lots, the newest first, and a form that plans a sample. */
export default function LotsView() {
  const { t } = useWords();
  const navigate = useNavigate();
  const pages = usePages<LotsAnswer, LotSummary>(
    '/lots',
    query,
    ({ lots }) => lots,
    ({ next }) => next,
  );
  const columns = useLotColumns();
  return (
    <View
      title={t('lots.title')}
      lead={t('lots.lead')}
      actions={
        <Link to="/lots/new">
          <Button type="primary">{t('lots.new')}</Button>
        </Link>
      }
    >
      {pages.error && <ErrorState error={pages.error} retry={pages.reload} />}
      {pages.first === undefined ? (
        !pages.error && <Loading rows={5} />
      ) : pages.rows.length === 0 ? (
        <Card label={t('lots.list')}>
          <Empty title={t('lots.empty')}>{t('lots.emptyText')}</Empty>
        </Card>
      ) : (
        <VirtualTable
          label={t('lots.list')}
          rows={pages.rows}
          columns={columns}
          rowKey={({ id }) => id}
          onOpen={({ id }) => void navigate(`/lots/${encodeURIComponent(id)}`)}
          onNearEnd={pages.more}
          height={Math.min(480, 54 * (pages.rows.length + 1) + 4)}
        />
      )}
      <PlanForm />
    </View>
  );
}
