import { BgColorsOutlined, TranslationOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { Link } from 'react-router';
import { useLiveState } from '../api/events.js';
import { ToneTag } from '../components/LevelTag.js';
import { useWords } from '../language/language.js';
import { themeChoices, useThemeChoice } from '../theme/theme.js';
import { PersonChooser } from './PersonChooser.js';

/** The top of the page: what this is, whether it is live, who acts, language and appearance. */
export function Head() {
  const { t, language, setLanguage } = useWords();
  const { choice, choose } = useThemeChoice();
  const live = useLiveState();
  return (
    <header className="hz-head">
      <Link to="/around" className="hz-brand">
        <img src="/icon.svg" alt="" />
        {t('app.name')}
        <small>{t('app.console')}</small>
      </Link>
      <span className="hz-spring" />
      <span className="hz-wide" role="status">
        <ToneTag tone={live === 'live' ? 'good' : live === 'lost' ? 'warn' : 'unknown'}>{t(`live.${live}`)}</ToneTag>
      </span>
      <PersonChooser />
      <Button
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        icon={<TranslationOutlined aria-hidden />}
        title={t('app.languageTitle')}
        onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
      >
        {t('app.language')}
      </Button>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        autoAdjustOverflow={false}
        menu={{
          selectable: true,
          selectedKeys: [choice],
          items: themeChoices.map((key) => ({ key, label: t(`app.theme.${key}`), onClick: () => choose(key) })),
        }}
      >
        <Button icon={<BgColorsOutlined aria-hidden />} aria-label={t('app.theme')} title={t('app.theme')} />
      </Dropdown>
    </header>
  );
}
