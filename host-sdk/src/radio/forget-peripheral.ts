/** The maps in which noble remembers everybody that ever advertised. None of it is its public interface, hence all of it is optional here. */
interface NobleInside {
  _peripherals?: Map<string, unknown>;
  _discoveredPeripherals?: Set<string>;
  _services?: Record<string, unknown>;
  _characteristics?: Record<string, unknown>;
  _descriptors?: Record<string, unknown>;
  _bindings?: {
    _addresses?: Record<string, unknown>;
    _addresseTypes?: Record<string, unknown>;
    _connectable?: Record<string, unknown>;
    scannable?: Record<string, unknown>;
    _gap?: { _discoveries?: Record<string, unknown> } | null;
  };
}

/**
 * Makes noble forget somebody who is not connected. Without this a hall full of telephones with changing addresses, or somebody who makes
 * them up, fills the memory of a program that scans all day.
 */
export function forgetPeripheral(noble: object, id: string, address: string): void {
  const inside = noble as NobleInside;
  const bindings = inside._bindings;
  inside._peripherals?.delete(id);
  inside._discoveredPeripherals?.delete(id);
  const records = [
    inside._services,
    inside._characteristics,
    inside._descriptors,
    bindings?._addresses,
    bindings?._addresseTypes,
    bindings?._connectable,
    bindings?.scannable,
  ];
  for (const record of records) if (record) delete record[id];
  const discoveries = bindings?._gap?._discoveries;
  if (discoveries) delete discoveries[address];
}
