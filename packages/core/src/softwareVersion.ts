/** This software's version, as every execution's record names it; the same as the package's. */
export const softwareVersion = '0.1.0';
