/** Provisioning that an instrument would refuse. */
export class ProvisioningError extends Error {
  readonly code = 'provisioning-range';

  constructor(message: string) {
    super(message);
    this.name = 'ProvisioningError';
  }
}
