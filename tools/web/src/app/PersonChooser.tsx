import { UserOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, type MenuProps } from 'antd';
import { asApiError } from '../api/errors.js';
import { useWords } from '../language/language.js';
import { useSession } from './session.js';

/** Who acts: people on record with their roles. What changes something is recorded under this name. */
export function PersonChooser() {
  const { t, say, word } = useWords();
  const { message } = App.useApp();
  const { session, choosePerson, end } = useSession();
  if (!session) return null;

  const failed = (reason: unknown) => message.error(say(asApiError(reason).text));
  const items: MenuProps['items'] = [
    {
      type: 'group',
      label: session.people.length === 0 ? t('session.noPeople') : t('session.choose'),
      children: session.people.map(({ id, name, roles }) => ({
        key: id,
        label: (
          <span>
            {name} <span className="hz-soft">{roles.map((role) => word('role', role)).join(', ')}</span>
          </span>
        ),
        onClick: () => void choosePerson(id).catch(failed),
      })),
    },
    { type: 'divider' },
    { key: 'end', label: t('session.end'), danger: true, onClick: () => void end().catch(failed) },
  ];
  const name = session.person?.name ?? t('session.nobody');
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items,
        selectedKeys: session.person ? [session.person.id] : [],
        style: { maxHeight: '70vh', overflow: 'auto' },
      }}
    >
      <Button icon={<UserOutlined aria-hidden />} aria-label={`${t('session.person')}: ${name}`}>
        <span className="hz-wide">{name}</span>
      </Button>
    </Dropdown>
  );
}
