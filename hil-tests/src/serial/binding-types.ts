// The types of this package can be reached in the CommonJS way only; this is the one place that has to know.
export type BindingInterface = import('@serialport/bindings-interface', { with: {
  'resolution-mode': 'require',
}}).BindingInterface;
export type BindingPortInterface = import('@serialport/bindings-interface', { with: {
  'resolution-mode': 'require',
}}).BindingPortInterface;
export type OpenOptions = import('@serialport/bindings-interface', { with: {
  'resolution-mode': 'require',
}}).OpenOptions;
export type PortInfo = import('@serialport/bindings-interface', { with: { 'resolution-mode': 'require' }}).PortInfo;
export type PortStatus = import('@serialport/bindings-interface', { with: { 'resolution-mode': 'require' }}).PortStatus;
