import type { DrsEmulator, World } from '@drs-orchestration/testkit';

/** The role of a target account, which its owner may withdraw for a while: its sessions end, and nobody may assume it. */
export class RoleOfTarget {
  readonly #now: () => number;
  #withdrawnUntil = -Infinity;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A world whose roles are refused for as long as they are withdrawn. */
  in(world: World): World {
    const isWithdrawn = (): boolean => this.#now() < this.#withdrawnUntil;
    const withdrawable = (world.Roles ?? []).map((role) =>
      Object.defineProperty({ ...role }, 'Deny', { enumerable: true, get: () => (isWithdrawn() ? 'the role was withdrawn' : role.Deny) }),
    );
    return world.Roles === undefined ? world : { ...world, Roles: withdrawable };
  }

  /** Ends all sessions, and refuses others for so many seconds. */
  withdraw(emulator: DrsEmulator, seconds: number): void {
    this.#withdrawnUntil = this.#now() + seconds * 1000;
    for (const [key, session] of emulator.sessions) emulator.sessions.set(key, { ...session, expiresAt: Math.min(session.expiresAt, this.#now()) });
  }
}
