import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import { useJob } from '../../api/jobs.js';
import type { Job, VisitResult } from '../../api/types.js';
import { Steps } from '../../components/Steps.js';
import { Empty, ErrorState, Loading, Notice } from '../../components/states.js';
import { Card, View } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { useVisit } from '../around/use-visit.js';
import { VisitOutcome } from './VisitOutcome.js';

/** One visit as it goes: connect, identify, challenge, verify, log, compare, judge; then what it came to. */
export default function VisitView() {
  const { job: id } = useParams();
  const { t } = useWords();
  const { job, error, cancel, reload } = useJob(id);
  const { visit, visitPort, beginning } = useVisit();
  const result = job?.result as VisitResult | undefined;
  const again =
    job && job.state !== 'running' && result ? (
      <Button
        loading={beginning !== undefined}
        onClick={() => (result.link === 'ble' ? visit(result.address) : visitPort(result.address))}
      >
        {t('visit.again')}
      </Button>
    ) : null;
  return (
    <View
      title={job ? t('visit.of', { name: result?.identity?.serialNumber ?? job.subject }) : t('visit.title')}
      actions={job?.state === 'running' ? <Button onClick={cancel}>{t('job.cancel')}</Button> : again}
    >
      {error &&
        (error.status === 404 ? (
          <Empty title={t('visit.gone')} action={<Link to="/around">{t('state.home')}</Link>}>
            {t('visit.goneText')}
          </Empty>
        ) : (
          <ErrorState error={error} retry={reload} />
        ))}
      {!job && !error && <Loading />}
      {job && <VisitOf job={job} result={result} />}
    </View>
  );
}

function VisitOf({ job, result }: { job: Job; result: VisitResult | undefined }) {
  const { t, say } = useWords();
  return (
    <>
      {job.state === 'cancelled' && <Notice tone="unknown" role="status" title={t('job.cancelled')} />}
      {job.error && (
        <Notice tone="bad" role="alert" title={say(job.error.message)}>
          <span className="hz-mono">
            {t('state.code')}: {job.error.code}
          </span>
        </Notice>
      )}
      <div className="hz-two hz-two-left">
        <Card title={t('visit.steps')}>
          <Steps steps={job.steps} />
        </Card>
        {result ? <VisitOutcome result={result} /> : job.state === 'running' ? <Loading rows={6} /> : null}
      </div>
    </>
  );
}
