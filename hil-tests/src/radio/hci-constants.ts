// Numbers of the Host Controller Interface: Bluetooth Core Specification 5.4, Vol 4 Part E, and Part A for the packet indicators.

/** Packet indicators of the UART transport (Vol 4 Part A, 2). */
export const PACKET_COMMAND = 0x01;
export const PACKET_ACL = 0x02;
export const PACKET_SYNCHRONOUS = 0x03;
export const PACKET_EVENT = 0x04;
export const PACKET_ISOCHRONOUS = 0x05;

/** Op codes: OGF in the upper 6 bits, OCF in the lower 10 (Vol 4 Part E, 5.4.1). */
export const COMMAND_DISCONNECT = 0x0406;
export const COMMAND_SET_EVENT_MASK = 0x0c01;
export const COMMAND_RESET = 0x0c03;
export const COMMAND_READ_LE_HOST_SUPPORT = 0x0c6c;
export const COMMAND_WRITE_LE_HOST_SUPPORT = 0x0c6d;
export const COMMAND_READ_LOCAL_VERSION = 0x1001;
export const COMMAND_READ_LOCAL_COMMANDS = 0x1002;
export const COMMAND_READ_LOCAL_FEATURES = 0x1003;
export const COMMAND_READ_BUFFER_SIZE = 0x1005;
export const COMMAND_READ_ADDRESS = 0x1009;
export const COMMAND_READ_RSSI = 0x1405;
export const COMMAND_LE_SET_EVENT_MASK = 0x2001;
export const COMMAND_LE_READ_BUFFER_SIZE = 0x2002;
export const COMMAND_LE_READ_LOCAL_FEATURES = 0x2003;
export const COMMAND_LE_SET_RANDOM_ADDRESS = 0x2005;
export const COMMAND_LE_SET_ADVERTISING_PARAMETERS = 0x2006;
export const COMMAND_LE_READ_ADVERTISING_POWER = 0x2007;
export const COMMAND_LE_SET_ADVERTISING_DATA = 0x2008;
export const COMMAND_LE_SET_SCAN_RESPONSE_DATA = 0x2009;
export const COMMAND_LE_SET_ADVERTISING_ENABLE = 0x200a;
export const COMMAND_LE_SET_SCAN_PARAMETERS = 0x200b;
export const COMMAND_LE_SET_SCAN_ENABLE = 0x200c;
export const COMMAND_LE_CREATE_CONNECTION = 0x200d;
export const COMMAND_LE_CREATE_CONNECTION_CANCEL = 0x200e;
export const COMMAND_LE_CONNECTION_UPDATE = 0x2013;
export const COMMAND_LE_SET_DATA_LENGTH = 0x2022;
export const COMMAND_LE_READ_MAXIMUM_DATA_LENGTH = 0x202f;

/** Event codes (Vol 4 Part E, 7.7). */
export const EVENT_DISCONNECTION_COMPLETE = 0x05;
export const EVENT_COMMAND_COMPLETE = 0x0e;
export const EVENT_COMMAND_STATUS = 0x0f;
export const EVENT_HARDWARE_ERROR = 0x10;
export const EVENT_NUMBER_OF_COMPLETED_PACKETS = 0x13;
export const EVENT_DATA_BUFFER_OVERFLOW = 0x1a;
export const EVENT_LE_META = 0x3e;

/** Subevents of LE Meta (7.7.65). */
export const LE_CONNECTION_COMPLETE = 0x01;
export const LE_ADVERTISING_REPORT = 0x02;
export const LE_CONNECTION_UPDATE_COMPLETE = 0x03;
export const LE_DATA_LENGTH_CHANGE = 0x07;

/** Error codes (Vol 1 Part F, 1.3). */
export const SUCCESS = 0x00;
export const UNKNOWN_COMMAND = 0x01;
export const UNKNOWN_CONNECTION = 0x02;
export const HARDWARE_FAILURE = 0x03;
export const CONNECTION_TIMEOUT = 0x08;
export const CONNECTION_LIMIT_EXCEEDED = 0x09;
export const CONNECTION_ALREADY_EXISTS = 0x0b;
export const COMMAND_DISALLOWED = 0x0c;
export const UNSUPPORTED_FEATURE = 0x11;
export const INVALID_PARAMETERS = 0x12;
export const REMOTE_USER_TERMINATED = 0x13;
export const TERMINATED_BY_LOCAL_HOST = 0x16;
export const UNSUPPORTED_REMOTE_FEATURE = 0x1a;
export const FAILED_TO_ESTABLISH = 0x3e;

/** Reasons that a host may give in HCI_Disconnect (7.1.6). */
export const DISCONNECT_REASONS: readonly number[] = [0x05, 0x13, 0x14, 0x15, 0x1a, 0x29, 0x3b];

/** Legacy advertising types (7.8.5) and the event types of their reports (7.7.65.2). */
export const ADVERTISE_CONNECTABLE = 0x00;
export const ADVERTISE_SCANNABLE = 0x02;
export const ADVERTISE_NON_CONNECTABLE = 0x03;
export const REPORT_SCAN_RESPONSE = 0x04;
