import { Link } from 'react-router';
import { Empty } from '../components/states.js';
import { View } from '../components/View.js';
import { useWords } from '../language/language.js';

/** An address that names nothing. */
export function NotFound() {
  const { t } = useWords();
  return (
    <View title={t('state.notFound')}>
      <Empty title={t('state.notFoundText')} action={<Link to="/around">{t('state.home')}</Link>} />
    </View>
  );
}
