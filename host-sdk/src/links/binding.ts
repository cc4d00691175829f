/**
 * What a serial binding must be: that of `serialport`, so that its real bindings and any binding made for it fit. (The types are written for
 * CommonJS, hence the attribute.)
 */
export type SerialBinding = import('@serialport/bindings-interface', { with: {
  'resolution-mode': 'require',
}}).BindingInterface;
