import type { Ports } from '@drs-orchestration/core';

/** What the finder works with. */
export type FinderContext = Pick<Ports, 'clock' | 'items' | 'functions' | 'logger' | 'metrics'>;
