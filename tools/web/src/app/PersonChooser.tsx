import { UserOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, type MenuProps } from 'antd';
import { asApiError } from '../api/errors.js';
import { useWords } from '../language/language.js';
import { useMedia } from '../theme/theme.js';
import { useSession } from './session.js';

/** Who acts, and as what: people on record with each of their roles. What changes something is recorded under this name. */
export function PersonChooser() {
  const { t, say, word } = useWords();
  const { message } = App.useApp();
  const { session, choosePerson, end } = useSession();
  const narrow = useMedia('(max-width: 767px)');
  if (!session) return null;

  const failed = (reason: unknown) => message.error(say(asApiError(reason).text));
  const { person, people } = session;
  const items: MenuProps['items'] = [
    {
      type: 'group',
      label: people.length === 0 ? t('session.noPeople') : t('session.choose'),
      children: people.flatMap(({ id, name, roles, authority, authorityName }) =>
        roles.map((role) => ({
          key: `${id} ${role}`,
          label: (
            <span>
              {name} · {word('role', role)} <span className="hz-soft">{authorityName ?? authority}</span>
            </span>
          ),
          onClick: () => void choosePerson(id, role).catch(failed),
        })),
      ),
    },
    { type: 'divider' },
    { key: 'end', label: t('session.end'), danger: true, onClick: () => void end().catch(failed) },
  ];
  const name = person ? `${person.name} · ${word('role', person.role)}` : t('session.nobody');
  return (
    <Dropdown
      trigger={['click']}
      placement={narrow ? 'bottom' : 'bottomRight'}
      autoAdjustOverflow={false}
      menu={{
        items,
        selectedKeys: person ? [`${person.id} ${person.role}`] : [],
        style: { maxHeight: '70vh', maxWidth: 'min(420px, 92vw)', overflow: 'auto' },
      }}
    >
      <Button icon={<UserOutlined aria-hidden />} aria-label={`${t('session.person')}: ${name}`}>
        <span className="hz-wide">{name}</span>
      </Button>
    </Dropdown>
  );
}
