import {
  AlertOutlined,
  CheckSquareOutlined,
  DashboardOutlined,
  ExperimentOutlined,
  GlobalOutlined,
  SafetyCertificateOutlined,
  WifiOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import { NavLink } from 'react-router';
import type { MessageKey } from '../language/catalogue.js';
import { useWords } from '../language/language.js';

const places: readonly (readonly [path: string, key: MessageKey, Icon: ComponentType<{ 'aria-hidden': boolean }>])[] = [
  ['/around', 'nav.around', WifiOutlined],
  ['/instruments', 'nav.instruments', DashboardOutlined],
  ['/sheet', 'nav.sheet', CheckSquareOutlined],
  ['/cases', 'nav.cases', AlertOutlined],
  ['/lots', 'nav.lots', ExperimentOutlined],
  ['/region', 'nav.region', GlobalOutlined],
  ['/verify', 'nav.verify', SafetyCertificateOutlined],
];

/** The views, one below the other; a rail of icons with words on a tablet, a bar at the bottom on a phone. */
export function Navigation() {
  const { t } = useWords();
  return (
    <nav className="hz-nav" aria-label={t('app.navigation')}>
      <ul>
        {places.map(([path, key, Icon]) => (
          <li key={path}>
            <NavLink to={path}>
              <Icon aria-hidden />
              <span>{t(key)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
