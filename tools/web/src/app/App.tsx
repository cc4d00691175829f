import { App as AntApp, ConfigProvider } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import { RouterProvider } from 'react-router/dom';
import { LanguageProvider, useWords } from '../language/language.js';
import { ThemeChoiceProvider, useMedia, useThemeChoice } from '../theme/theme.js';
import { antTheme } from '../theme/tokens.js';
import { router } from './routes.js';

/** The nonce of this answer of the server: styles that are made at run time bear it, as the content security policy wants. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

/** The whole page: language, appearance, views by address. */
export function App() {
  return (
    <LanguageProvider>
      <ThemeChoiceProvider>
        <Themed />
      </ThemeChoiceProvider>
    </LanguageProvider>
  );
}

function Themed() {
  const { language } = useWords();
  const { dark } = useThemeChoice();
  const still = useMedia('(prefers-reduced-motion: reduce)');
  return (
    <ConfigProvider
      {...(nonce !== undefined && { csp: { nonce } })}
      locale={language === 'zh' ? zhCN : enGB}
      theme={antTheme(dark, still)}
      button={{ autoInsertSpace: false }}
    >
      <AntApp style={{ height: '100%' }}>
        <RouterProvider router={router} />
      </AntApp>
    </ConfigProvider>
  );
}
