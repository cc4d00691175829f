// Core Specification 5.4, volume 3, part F, section 3.4.
const ERROR_RESPONSE = 0x01;
const EXCHANGE_MTU_RESPONSE = 0x03;
const FIND_INFORMATION_RESPONSE = 0x05;
const READ_BY_TYPE_RESPONSE = 0x09;
const READ_BY_GROUP_TYPE_RESPONSE = 0x11;
const HANDLE_VALUE_NOTIFICATION = 0x1b;
const HANDLE_VALUE_INDICATION = 0x1d;

const defaultMtu = 23;

/** Why a PDU of the attribute protocol cannot be read as what it claims to be; undefined: it can. */
export function attributeProblem(pdu: Uint8Array): string | undefined {
  const view = new DataView(pdu.buffer, pdu.byteOffset, pdu.length);
  const short = (length: number) => (pdu.length < length ? `PDU 0x${hex(pdu[0]!)} of ${pdu.length} bytes` : undefined);
  switch (pdu[0]) {
    case undefined:
      return 'empty PDU';
    case ERROR_RESPONSE:
      return short(5);
    case EXCHANGE_MTU_RESPONSE: {
      const mtu = pdu.length < 3 ? 0 : view.getUint16(1, true);
      return short(3) ?? (mtu < defaultMtu ? `an MTU of ${mtu}` : undefined);
    }
    case FIND_INFORMATION_RESPONSE:
      return short(6) ?? entries(pdu, 2, pdu[1] === 1 ? 4 : pdu[1] === 2 ? 18 : 0);
    case READ_BY_TYPE_RESPONSE:
      return short(4) ?? entries(pdu, 2, pdu[1]!);
    case READ_BY_GROUP_TYPE_RESPONSE:
      // A service has a UUID of 2 or 16 bytes behind two handles.
      return short(8) ?? (pdu[1] === 6 || pdu[1] === 20 ? entries(pdu, 2, pdu[1]) : `entries of ${pdu[1]} bytes`);
    case HANDLE_VALUE_NOTIFICATION:
    case HANDLE_VALUE_INDICATION:
      return short(3);
    default:
      return undefined;
  }
}

function entries(pdu: Uint8Array, head: number, size: number): string | undefined {
  const rest = pdu.length - head;
  return size >= 2 && rest >= size && rest % size === 0 ? undefined : `${rest} bytes in entries of ${size}`;
}

const hex = (value: number) => value.toString(16).padStart(2, '0');
