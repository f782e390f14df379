/** The key of the system's own account: the emulator takes every key it gave to no session for one of that account. */
export const ownAccessKey = 'AKIALOCAL';
