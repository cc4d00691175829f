import { Button } from 'antd';
import { Link } from 'react-router';
import { useResource } from '../../api/resource.js';
import type { Ports as PortList } from '../../api/types.js';
import { Shown } from '../../components/states.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { useVisit } from './use-visit.js';

/** The serial ports of this computer: the same check over a cable. */
export function Ports() {
  const { t } = useWords();
  const ports = useResource<PortList>('/ports');
  const { visitPort, beginning } = useVisit();
  return (
    <Card title={t('around.cable')} extra={<Button onClick={ports.reload}>{t('state.reload')}</Button>}>
      <Shown of={ports} rows={1}>
        {(value) =>
          value.ports.length === 0 ? (
            <p className="hz-soft" style={{ margin: 0 }}>
              {t('around.cableNone')}
            </p>
          ) : (
            <ul className="hz-plain-list">
              {value.ports.map(({ path, manufacturer, serialNumber, job }) => (
                <li key={path} className="hz-row">
                  <span className="hz-mono">{path}</span>
                  <span className="hz-soft">{[manufacturer, serialNumber].filter(Boolean).join(' ')}</span>
                  <span className="hz-spring" />
                  {job ? (
                    <Link to={`/visits/${encodeURIComponent(job)}`}>{t('around.follow')}</Link>
                  ) : (
                    <Button
                      loading={beginning === path}
                      aria-label={`${t('around.visit')}: ${path}`}
                      onClick={() => visitPort(path)}
                    >
                      {t('around.visit')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </Card>
  );
}
